import { Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { policiesAdopt, policiesWithdraw } from "@/api/generated";
import type { KnownProblem } from "@/api/problem";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DayInput } from "@/components/DayInput";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { adoptable } from "./rules";

interface Props {
  id: string;
  /** Whether whoever looks proposed it: then another steward adopts it. */
  isYours: boolean;
}

/** Adopting a proposal from a day on, or not: whoever made it takes it back, and anybody else turns it down. */
export function DecideProposal({ id, isYours }: Props) {
  const { t } = useTranslation("policy");
  const { locale } = useLocale();
  const { first, last } = adoptable(Date.now());
  const [from, setFrom] = useState(first);
  const isRight = first <= from && from <= last;
  const between = t("proposal.fromWrong", { first: day(first, locale), last: day(last, locale) });
  const tell = ({ fields }: KnownProblem) => (fields.length > 0 ? between : undefined);
  const adopt = useAct({
    act: () => policiesAdopt({ path: { id }, body: { from }, throwOnError: true }),
    done: t("proposal.adopted"),
    tell,
  });
  const withdraw = useAct({
    act: () => policiesWithdraw({ path: { id }, throwOnError: true }),
    done: t(isYours ? "proposal.withdrawn" : "proposal.turnedDown"),
    tell,
  });
  return (
    <Section title={t("proposal.decide")} lead={t(isYours ? "proposal.decideYours" : "proposal.decideLead")}>
      {!isYours && (
        <DayInput
          maw={260}
          label={t("proposal.from")}
          description={t("proposal.fromHint")}
          min={first}
          max={last}
          value={from}
          error={isRight ? undefined : between}
          onChange={setFrom}
        />
      )}
      <Group>
        {!isYours && (
          <ConfirmButton
            title={t("proposal.adoptTitle")}
            text={isRight ? t("proposal.adoptText", { day: day(from, locale) }) : between}
            act={adopt}
            disabled={!isRight}
          >
            {t("proposal.adopt")}
          </ConfirmButton>
        )}
        <ConfirmButton
          variant="default"
          title={t(isYours ? "proposal.withdrawTitle" : "proposal.turnDownTitle")}
          text={t("proposal.withdrawText")}
          act={withdraw}
        >
          {t(isYours ? "proposal.withdraw" : "proposal.turnDown")}
        </ConfirmButton>
      </Group>
    </Section>
  );
}
