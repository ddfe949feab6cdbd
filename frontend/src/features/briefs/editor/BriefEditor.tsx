import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconRestore, IconSend } from "@tabler/icons-react";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { BackLink } from "@/components/BackLink";
import { Dialog } from "@/components/Dialog";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { PageHeader } from "@/components/PageHeader";
import { useLocale } from "@/i18n/useLocale";
import { pointOf } from "./amounts";
import { BriefConflict } from "./BriefConflict";
import { BriefWorkbench } from "./BriefWorkbench";
import { keptDraft, lastCurrency } from "./drafts";
import classes from "./editor.module.css";
import { type BriefForm, check, copyOf, newBrief, toForm } from "./form";
import { after } from "./reducer";
import { SaveState } from "./SaveState";
import { savedText, useDraft } from "./useDraft";

const PostDialog = lazy(() => import("./PostDialog"));

interface Props {
  person: string;
  /** The draft to go on with; nothing for a new brief. */
  brief?: BriefView;
  /** The brief that a new one begins as a copy of. */
  copied?: BriefView;
}

/** A brief being written: form, live quote, drafts that keep themselves, and the way to post it. */
export function BriefEditor({ person, brief, copied }: Props) {
  const { locale } = useLocale();
  // Until it is saved, a copy is kept apart from a new brief that was begun empty.
  const origin = copied && `copy-${copied.id}`;
  // What was typed here before and never saved comes back.
  const [start] = useState(() => {
    const point = pointOf(locale);
    const now = new Date();
    const fresh = copied ? copyOf(copied.document, now, point) : newBrief(lastCurrency.read(), now);
    const opened = brief ? toForm(brief.document, point) : fresh;
    return { opened, kept: keptDraft(person, brief?.id ?? origin) };
  });
  const [form, dispatch] = useReducer(after, start.kept?.form ?? start.opened);
  const [isRestored, setRestored] = useState(start.kept !== null);
  const saved = brief && {
    id: brief.id,
    // Typed on top of an older revision: saving says that another one came in between.
    revision: start.kept?.revision ?? brief.revision,
    document: savedText(brief.document),
  };
  const draft = useDraft({ person, form, opened: start.opened, saved: saved ?? null, origin });
  return (
    <BriefDesk
      form={form}
      dispatch={dispatch}
      draft={draft}
      isNew={!brief}
      restored={
        isRestored && (
          <Restored
            close={() => setRestored(false)}
            discard={() => {
              setRestored(false);
              dispatch({ type: "all", form: start.opened });
            }}
          />
        )
      }
    />
  );
}

interface DeskProps {
  form: BriefForm;
  dispatch: Parameters<typeof BriefWorkbench>[0]["dispatch"];
  draft: ReturnType<typeof useDraft>;
  isNew: boolean;
  restored: React.ReactNode;
}

function BriefDesk({ form, dispatch, draft, isNew, restored }: DeskProps) {
  const { t } = useTranslation("editor");
  const { locale } = useLocale();
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const [posting, setPosting] = useState<string | null>(null);
  const [isComparing, setComparing] = useState(true);
  const wrongs = isAsked ? check(form, new Date()) : [];
  const isWhole = () => check(form, new Date()).length === 0;
  const blocker = useBlocker({
    // What is whole is saved on the way out; what is not is asked about.
    shouldBlockFn: async () => draft.isDirty && !(isWhole() && (await draft.save()) !== null),
    enableBeforeUnload: () => draft.isDirty,
    withResolver: true,
  });

  const proceed = async (then: (id: string) => void) => {
    setAsked(true);
    const found = check(form, new Date());
    if (found.length > 0) {
      const message = (flaw: (typeof found)[number]) =>
        flaw.seat ? t("flaws.ofSeat", { number: flaw.seat, flaw: t(`flaws.${flaw.flaw}`) }) : t(`flaws.${flaw.flaw}`);
      setTrouble({ fields: found.map((flaw) => ({ id: flaw.field, message: message(flaw) })) });
      return;
    }
    setTrouble(null);
    const id = await draft.save();
    if (id) {
      then(id);
    }
  };
  return (
    <Stack gap="lg" className={classes.page}>
      <BackLink to="/briefs">{t("brief.back")}</BackLink>
      <PageHeader
        title={isNew ? t("brief.newTitle") : t("brief.editTitle")}
        lead={isNew ? t("brief.newLead") : undefined}
      />
      {restored}
      <FormSummary trouble={trouble} />
      <BriefWorkbench form={form} dispatch={dispatch} wrongs={wrongs}>
        <Paper withBorder p="md" mt="lg">
          <div className={classes.bar}>
            <SaveState draft={draft} compare={() => setComparing(true)} />
            <Group gap="sm">
              <Button
                variant="default"
                onClick={() => void proceed((id) => void navigate({ to: "/briefs/$id", params: { id } }))}
              >
                {t("brief.saveAndClose")}
              </Button>
              <Button leftSection={<IconSend size={18} aria-hidden />} onClick={() => void proceed(setPosting)}>
                {t("brief.post")}
              </Button>
            </Group>
          </div>
        </Paper>
      </BriefWorkbench>
      {posting && (
        <Suspense fallback={null}>
          <PostDialog
            id={posting}
            seats={form.seats}
            close={() => setPosting(null)}
            posted={() => {
              draft.forget();
              void navigate({ to: "/briefs/$id", params: { id: posting }, ignoreBlocker: true });
            }}
          />
        </Suspense>
      )}
      <BriefConflict
        form={form}
        theirs={isComparing ? draft.theirs : null}
        keepMine={() => void draft.keepMine()}
        takeTheirs={(theirs) => {
          draft.takeTheirs();
          dispatch({ type: "all", form: toForm(theirs.document, pointOf(locale)) });
        }}
        close={() => setComparing(false)}
      />
      <LeaveDialog blocker={blocker} />
    </Stack>
  );
}

function Restored({ close, discard }: { close: () => void; discard: () => void }) {
  const { t } = useTranslation(["editor", "common"]);
  return (
    <Alert
      variant="outline"
      icon={<IconRestore aria-hidden />}
      title={t("brief.restored")}
      withCloseButton
      closeButtonLabel={t("common:ui.close")}
      onClose={close}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t("brief.restoredText")}</Text>
        <Button size="compact-sm" variant="default" onClick={discard}>
          {t("brief.discard")}
        </Button>
      </Stack>
    </Alert>
  );
}

type Blocker = { status: "idle" } | { status: "blocked"; proceed: () => void; reset: () => void };

function LeaveDialog({ blocker }: { blocker: Blocker | { status: string; proceed?: () => void; reset?: () => void } }) {
  const { t } = useTranslation(["editor", "common"]);
  return (
    <Dialog
      opened={blocker.status === "blocked"}
      onClose={() => "reset" in blocker && blocker.reset?.()}
      title={t("leave.title")}
    >
      <Stack>
        <Text>{t("leave.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => "proceed" in blocker && blocker.proceed?.()}>
            {t("leave.go")}
          </Button>
          <Button data-autofocus onClick={() => "reset" in blocker && blocker.reset?.()}>
            {t("leave.stay")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
