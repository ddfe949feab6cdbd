import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { formationQuoteBriefOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { Answer } from "./editor/QuotePanel";

/** What the saved brief would get at this moment. */
export function BriefQuote({ brief }: { brief: BriefView }) {
  const { t } = useTranslation("briefs");
  const quote = useQuery({ ...formationQuoteBriefOptions({ path: { id: brief.id } }), staleTime: 60_000 });
  return (
    <Section title={t("page.quote")} lead={t("page.quoteLead")}>
      <Loaded query={quote}>{(told) => <Answer told={told} form={brief.document} />}</Loaded>
    </Section>
  );
}
