import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { RateKind, Terms } from "@/api/generated";
import { spacesListNetworkTermsOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { DataTable } from "@/components/DataTable";
import { TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { percent, standing } from "@/features/space/rates";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

const KINDS = ["network", "fund", "finder", "fee_tax", "tax"] as const satisfies RateKind[];

/** What the network takes, in the open. Where it is told only to those who are signed in, it says so. */
export function FeesSection() {
  const { t } = useTranslation("public");
  const terms = useQuery(spacesListNetworkTermsOptions({ query: { limit: 100 } }));
  const isClosed = terms.isError && ["unauthenticated", "forbidden"].includes(asProblem(terms.error).code);
  return (
    <Section title={t("fees.title")} lead={t("fees.lead")}>
      {isClosed ? (
        <Text>
          {t("fees.signIn")}{" "}
          <TextLink to="/sign-in" search={{ next: "/policy" }}>
            {t("fees.signInAction")}
          </TextLink>
        </Text>
      ) : (
        <Loaded query={terms}>{({ items }) => <Fees terms={items} />}</Loaded>
      )}
      <Text size="sm" c="dimmed" maw="68ch">
        {t("fees.frozen")}
      </Text>
    </Section>
  );
}

function Fees({ terms }: { terms: Terms[] }) {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  const today = new Date().toISOString().slice(0, 10);
  const rows = KINDS.flatMap((kind) => {
    const { current, announced } = standing(
      terms.filter((rate) => rate.kind === kind),
      today,
    );
    return current || announced.length > 0 ? [{ kind, current, next: announced[0] }] : [];
  });
  if (rows.length === 0) {
    return <Text>{t("fees.none")}</Text>;
  }
  return (
    <DataTable
      caption={t("fees.title")}
      rows={rows}
      rowKey={({ kind }) => kind}
      columns={[
        { key: "kind", label: t("fees.what"), cell: ({ kind }) => t(`fee.${kind}.name`) },
        {
          key: "rate",
          label: t("fees.today"),
          numeric: true,
          cell: ({ current }) => (current ? percent(current.basis_points, locale) : "–"),
        },
        {
          key: "next",
          label: t("fees.next"),
          cell: ({ next }) =>
            next
              ? t("fees.nextFrom", { rate: percent(next.basis_points, locale), day: day(next.from_day, locale) })
              : t("fees.noChange"),
        },
        { key: "of", label: t("fees.of"), cell: ({ kind }) => t(`fee.${kind}.of`) },
      ]}
    />
  );
}
