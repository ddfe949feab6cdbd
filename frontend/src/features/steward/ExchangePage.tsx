import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { turnsDistributionOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useHat } from "@/features/engagements/useHat";
import { Links } from "./Links";
import { Turns } from "./Turns";

/** The days that the report of connections is about; the last year where absent. */
export interface ExchangeSearch {
  from?: string;
  to?: string;
}

/** How people and places are linked and, for stewards, how evenly opportunity is spread among members. */
export function ExchangePage({ search, change }: { search: ExchangeSearch; change: (search: ExchangeSearch) => void }) {
  const { t } = useTranslation("steward");
  const isSteward = useHat() === "steward";
  return (
    <PageStack>
      {isSteward ? (
        <PageHeader title={t("exchange.title")} lead={t("exchange.lead")} />
      ) : (
        <PageHeader title={t("exchange.titleAdmin")} lead={t("exchange.leadAdmin")} />
      )}
      {isSteward && <Opportunity />}
      <Links search={search} change={change} />
    </PageStack>
  );
}

/** How evenly opportunity is spread, which is the stewards' to watch. */
function Opportunity() {
  const { t } = useTranslation("steward");
  const turns = useQuery(turnsDistributionOptions());
  return (
    <Section title={t("exchange.turnsTitle")} lead={t("exchange.turnsLead")}>
      <Loaded query={turns}>{(distribution) => <Turns distribution={distribution} />}</Loaded>
    </Section>
  );
}
