import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconInfoCircle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Case,
  type Confirmation,
  handoversConfirm,
  handoversPreview,
  handoversRefuse,
  handoversStepBack,
  handoversTake,
  type PartOfMilestone,
} from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { ErrorState } from "@/components/ErrorState";
import { Facts } from "@/components/Facts";
import { FormDialog } from "@/components/FormDialog";
import { FormSummary } from "@/components/FormSummary";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { minorOf, typed } from "@/features/engagements/amounts";
import { useSaved } from "@/features/engagements/useSaved";
import { useTitle } from "@/features/engagements/useTitle";
import { WordsForm } from "@/features/engagements/WordsForm";
import classes from "@/features/engagements/work.module.css";
import { useLocale } from "@/i18n/useLocale";
import { day, lastDay } from "@/lib/format";
import { mondays, nextMonday } from "./mondays";
import { useTell } from "./useTell";

/** A case of a handover, for a steward. */
export function StewardCase({ found }: { found: Case }) {
  const { t } = useTranslation("handovers");
  const { locale } = useLocale();
  const navigate = useNavigate();
  const tell = useTell();
  const path = { id: found.id };
  const take = useAct({ act: () => handoversTake({ path, throwOnError: true }), done: t("take.done"), tell });
  const stepBack = useAct({
    act: () => handoversStepBack({ path, throwOnError: true }),
    done: t("stepBack.done"),
    tell,
    onDone: () => void navigate({ to: "/handovers" }),
  });
  return (
    <>
      <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("page.where")}>
        {t(found.state === "taken" ? "lines.takenSteward" : `lines.${found.state}`)}
      </Alert>
      <Section title={t("page.facts")} lead={t("page.stewardOnly")}>
        <Facts
          facts={[
            { label: t("page.asked"), value: t(`askedBy.${found.asked_by}`) },
            { label: t("page.at"), value: <Moment at={found.created_at} relative /> },
            { label: t("page.first"), value: day(found.first_monday, locale) },
            { label: t("page.end"), value: day(lastDay(found.end, 0), locale) },
            found.from ? { label: t("page.from"), value: day(found.from, locale) } : null,
            found.begins ? { label: t("page.begins"), value: day(found.begins, locale) } : null,
          ]}
        />
        <div>
          <Text fw={500}>{t("page.reason", { reason: t(`reasons.${found.reason}`) })}</Text>
          <Text className={classes.text}>{found.words}</Text>
        </div>
      </Section>
      {found.state === "asked" && (
        <Group>
          <Button loading={take.isPending} onClick={() => take.mutate()}>
            {t("take.button")}
          </Button>
        </Group>
      )}
      {found.state === "taken" && (
        <>
          <Confirm found={found} />
          <Group>
            <FormDialog label={t("refuse.button")} title={t("refuse.title")}>
              {(close) => <Refuse id={found.id} close={close} />}
            </FormDialog>
            <ConfirmButton
              variant="default"
              title={t("stepBack.title")}
              text={t("stepBack.text")}
              confirm={t("stepBack.confirm")}
              act={stepBack}
            >
              {t("stepBack.button")}
            </ConfirmButton>
          </Group>
        </>
      )}
    </>
  );
}

/** The preview of a confirmation: nothing is kept by it. */
function usePreview(id: string, confirmation: Confirmation | null) {
  return useQuery({
    queryKey: ["handoverPreview", id, confirmation],
    enabled: confirmation !== null,
    placeholderData: keepPreviousData,
    // Asked anew where it is shown anew, and never by itself: once the case is over, the server has no answer any more.
    staleTime: "static",
    gcTime: 0,
    queryFn: async () => {
      const body = confirmation ?? { from: "" };
      const { data } = await handoversPreview({ path: { id }, body, throwOnError: true });
      return data.milestones;
    },
  });
}

function Confirm({ found }: { found: Case }) {
  const { t } = useTranslation("handovers");
  const { locale } = useLocale();
  const title = useTitle();
  const saved = useSaved(t("confirm.done"));
  const next = nextMonday(new Date().toISOString().slice(0, 10));
  const earliest = found.first_monday > next ? found.first_monday : next;
  const weeks = mondays(earliest, found.end, 104);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState(false);
  const sharesOf = (parts: PartOfMilestone[]) =>
    parts.flatMap((part) => {
      const text = own[part.milestone];
      const minor = text === undefined ? null : minorOf(text, part.outgoing.currency);
      return minor === null ? [] : [{ milestone: part.milestone, outgoing_minor: minor }];
    });
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial: { from: weeks[0] ?? "", words: "" },
    rules: {
      from: { right: (text) => text !== "", wrong: t("confirm.fromWrong") },
      words: {
        right: (text) => (Object.keys(own).length === 0 || text.trim() !== "") && [...text].length <= 2_000,
        wrong: t("confirm.wordsWrong"),
      },
    },
    send: async ({ from, words }): Promise<void> => {
      const body = { from, words, shares: sharesOf(byWeeks.data ?? []) };
      await handoversConfirm({ path: { id: found.id }, body, throwOnError: true });
      await saved();
    },
    tell: useTell(),
  });
  const { from } = form.values;
  const byWeeks = usePreview(found.id, from === "" ? null : { from });
  const [settled] = useDebouncedValue(own, 400);
  const shares = sharesOf(byWeeks.data ?? []);
  const hasOwn = Object.keys(settled).length > 0 && shares.length > 0;
  // The words are asked for at the end; the preview needs some.
  const divided = usePreview(found.id, hasOwn ? { from, shares, words: "…" } : null);
  const shown = (hasOwn ? divided.data : undefined) ?? byWeeks.data ?? [];
  if (weeks.length === 0) {
    return <Text>{t("confirm.nothingLeft")}</Text>;
  }
  const columns = [
    {
      key: "title",
      label: t("confirm.milestone"),
      cell: (part: PartOfMilestone) => (
        <Stack gap={0}>
          <span>{title.milestone(part.title)}</span>
          <Text size="xs" c="dimmed">
            {day(part.due_day, locale)}
          </Text>
        </Stack>
      ),
    },
    ...(["outgoing", "disputed", "incoming"] as const).map((key) => ({
      key,
      label: t(`confirm.${key}`),
      numeric: true,
      cell: (part: PartOfMilestone) => <Money minor={part[key].amount} currency={part[key].currency} />,
    })),
  ];
  return (
    <Section title={t("confirm.title")} lead={t("confirm.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormSummary trouble={trouble} />
          <NativeSelect
            label={t("confirm.from")}
            description={t("confirm.fromHint")}
            data={weeks.map((value) => ({ value, label: day(value, locale) }))}
            {...field("from")}
          />
          {byWeeks.isError && <ErrorState error={byWeeks.error} retry={() => void byWeeks.refetch()} />}
          {divided.isError && hasOwn && <ErrorState error={divided.error} retry={() => void divided.refetch()} />}
          {shown.length > 0 && (
            <DataTable
              caption={t("confirm.preview")}
              showCaption
              columns={columns}
              rows={shown}
              rowKey={({ milestone }) => milestone}
            />
          )}
          {(byWeeks.data ?? []).map((part) => {
            const text = own[part.milestone];
            const { currency } = part.outgoing;
            return text === undefined ? (
              <Group key={part.milestone}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  ml={-8}
                  onClick={() => setOwn({ ...own, [part.milestone]: typed(part.outgoing.amount, currency) })}
                >
                  {t("confirm.otherwise", { milestone: title.milestone(part.title) })}
                </Button>
              </Group>
            ) : (
              <Group key={part.milestone} align="flex-end">
                <TextInput
                  label={t("confirm.own", { milestone: title.milestone(part.title), currency })}
                  inputMode="decimal"
                  value={text}
                  error={minorOf(text, currency) === null ? t("confirm.ownWrong") : undefined}
                  onChange={(event) => setOwn({ ...own, [part.milestone]: event.currentTarget.value })}
                />
                <Button
                  variant="default"
                  onClick={() => {
                    const { [part.milestone]: _, ...rest } = own;
                    setOwn(rest);
                  }}
                >
                  {t("confirm.byWeeks")}
                </Button>
              </Group>
            );
          })}
          {Object.keys(own).length > 0 && (
            <Textarea label={t("confirm.words")} autosize minRows={2} maxRows={10} {...field("words")} />
          )}
          <Group>
            {checked ? (
              <>
                <Button type="submit" loading={sending}>
                  {t("confirm.submit")}
                </Button>
                <Text size="sm">{t("confirm.final")}</Text>
              </>
            ) : (
              <Button variant="default" disabled={shown.length === 0} onClick={() => setChecked(true)}>
                {t("confirm.check")}
              </Button>
            )}
          </Group>
        </Stack>
        <UnsavedGuard unsaved={unsaved || (Object.keys(own).length > 0 && !sending)} />
      </form>
    </Section>
  );
}

function Refuse({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation("handovers");
  const saved = useSaved(t("refuse.done"));
  const tell = useTell();
  return (
    <WordsForm
      text={t("refuse.text")}
      label={t("refuse.words")}
      most={2_000}
      wrong={t("refuse.wrong")}
      submit={t("refuse.button")}
      send={async (body) => {
        await handoversRefuse({ path: { id }, body, throwOnError: true });
        await saved();
      }}
      tell={tell}
      close={close}
    />
  );
}
