import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, disputesAccept, disputesAppeal } from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { FormSummary } from "@/components/FormSummary";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { FormDialog } from "@/features/engagements/FormDialog";
import { useHat } from "@/features/engagements/useHat";
import { useSaved } from "@/features/engagements/useSaved";
import classes from "@/features/engagements/work.module.css";
import { useTell } from "./useTell";

/** What the steward decided, and what a side can do about it. */
export function Decision({ dispute, mayAnswer }: { dispute: DisputeInFull; mayAnswer: boolean }) {
  const { t } = useTranslation("disputes");
  const isMember = useHat() === "member";
  const tell = useTell();
  const accept = useAct({
    act: () => disputesAccept({ path: { id: dispute.id }, throwOnError: true }),
    done: t("decision.accepted"),
    tell,
  });
  const { decision } = dispute;
  if (!decision) {
    return null;
  }
  const { to_members: toMembers } = decision;
  return (
    <Section title={t("decision.title")}>
      <Facts
        facts={[
          {
            label: t(isMember ? "page.toYou" : "page.toMembers"),
            value: <Money minor={toMembers.amount} currency={toMembers.currency} />,
          },
          isMember
            ? null
            : {
                label: t("decision.back"),
                value: <Money minor={dispute.amount.amount - toMembers.amount} currency={toMembers.currency} />,
              },
          { label: t("decision.at"), value: <Moment at={decision.created_at} /> },
        ]}
      />
      <Text className={classes.text}>{decision.words}</Text>
      {dispute.state === "decided" && decision.accepted_by_you && <Text size="sm">{t("decision.yours")}</Text>}
      {mayAnswer && (
        <Group>
          <ConfirmButton
            title={t("decision.acceptTitle")}
            text={t("decision.acceptText")}
            confirm={t("decision.accept")}
            isPending={accept.isPending}
            onConfirm={() => accept.mutate()}
          >
            {t("decision.accept")}
          </ConfirmButton>
          <FormDialog label={t("decision.appeal")} title={t("decision.appealTitle")}>
            {(close) => <Appeal id={dispute.id} close={close} />}
          </FormDialog>
        </Group>
      )}
    </Section>
  );
}

function Appeal({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation(["disputes", "common"]);
  const saved = useSaved(t("decision.appealed"));
  const { trouble, sending, submit, field } = useApiForm({
    initial: { words: "" },
    rules: { words: { right: (text) => text.trim() !== "" && [...text].length <= 4_000, wrong: t("talk.wrong") } },
    send: async (body) => {
      await disputesAppeal({ path: { id }, body, throwOnError: true });
      await saved();
      close();
    },
    tell: useTell(),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormSummary trouble={trouble} />
        <Text>{t("decision.appealText")}</Text>
        <Textarea label={t("decision.why")} autosize minRows={4} maxRows={14} {...field("words")} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common:ui.cancel")}
          </Button>
          <Button type="submit" loading={sending}>
            {t("decision.appeal")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
