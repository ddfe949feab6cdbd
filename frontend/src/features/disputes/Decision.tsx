import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, disputesAccept, disputesAppeal } from "@/api/generated";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { FormDialog } from "@/components/FormDialog";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useSaved } from "@/features/engagements/useSaved";
import { WordsForm } from "@/features/engagements/WordsForm";
import classes from "@/features/engagements/work.module.css";
import { Back } from "./Back";
import { useSides } from "./useSides";
import { useTell } from "./useTell";

/** What the steward decided, and what a side can do about it. */
export function Decision({ dispute, mayAnswer }: { dispute: DisputeInFull; mayAnswer: boolean }) {
  const { t } = useTranslation("disputes");
  const { own } = useSides();
  const isMember = own === "team";
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
                label: t(own ? "page.toOwnClient" : "page.toClient"),
                value: <Back disputed={dispute.amount} toMembers={toMembers} gross={decision.refunded_gross} />,
              },
          { label: t("decision.at"), value: <Moment at={decision.created_at} /> },
        ]}
      />
      <Text className={classes.text}>{decision.words}</Text>
      {dispute.state === "decided" && decision.accepted_by_you && <Text size="sm">{t("decision.yours")}</Text>}
      {mayAnswer && (
        <Group>
          <ConfirmButton title={t("decision.acceptTitle")} text={own && t(`decision.acceptText.${own}`)} act={accept}>
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
  const { t } = useTranslation("disputes");
  const saved = useSaved(t("decision.appealed"));
  const tell = useTell();
  return (
    <WordsForm
      text={t("decision.appealText")}
      label={t("decision.why")}
      most={4_000}
      wrong={t("talk.wrong")}
      submit={t("decision.appeal")}
      send={async (body) => {
        await disputesAppeal({ path: { id }, body, throwOnError: true });
        await saved();
      }}
      tell={tell}
      close={close}
    />
  );
}
