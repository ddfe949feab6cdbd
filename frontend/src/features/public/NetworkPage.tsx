import { Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import type { LinkCount, LinkReport, Place } from "@/api/generated";
import {
  connectionsLinkSummaryOptions,
  placesListOptions,
  skillsCategoriesOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { ExchangeMap } from "@/components/ExchangeMap";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { categoryKey } from "@/features/reports/words";
import { useLocale } from "@/i18n/useLocale";
import { day, list, names } from "@/lib/format";
import { Anchors } from "./Anchors";
import { AskSection } from "./AskSection";
import classes from "./public.module.css";
import { TalentSection } from "./Talent";

/** How many pairs of places the table tells; the picture draws as many. */
const MOST_PAIRS = 12;
const KINDS = ["introduction", "advice", "support", "paid_work"] as const;
const EXCHANGES = ["within", "rural-rural", "rural-urban", "urban-urban", "elsewhere"] as const;

/** What the network can do and where it is, for everybody: sums, and nobody's name. */
export function NetworkPage() {
  const { t } = useTranslation(["public", "reports"]);
  const { data: who } = useQuery(sessionQuery);
  const places = useQuery({ ...placesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  const summary = useQuery(connectionsLinkSummaryOptions());
  const categories = useQuery({ ...skillsCategoriesOptions(), staleTime: Number.POSITIVE_INFINITY });
  return (
    <PageStack>
      <PageHeader
        title={t("network.title")}
        lead={t("network.lead")}
        aside={(!who || who.hat === "client") && <LinkButton to="/briefs/new">{t("landing.writeBrief")}</LinkButton>}
      />
      <TalentSection />
      <AskSection places={places.data?.items ?? []} />
      <Section title={t("network.work")} lead={t("network.workLead")}>
        <Loaded query={categories} waiting={<Skeleton height={120} />}>
          {({ items }) => (
            <ul className={classes.tags}>
              {items.map(({ key, name }) => {
                const known = categoryKey(key);
                return <li key={key}>{known ? t(`reports:category.${known}`) : name}</li>;
              })}
            </ul>
          )}
        </Loaded>
      </Section>
      <Section title={t("network.places")} lead={t("network.placesLead")}>
        <Loaded query={places}>{({ items }) => <Places places={items} />}</Loaded>
      </Section>
      <Section title={t("network.exchange")} lead={t("network.exchangeLead")}>
        <Loaded query={summary}>{(found) => <Exchange found={found} />}</Loaded>
      </Section>
      <Anchors />
    </PageStack>
  );
}

/** Towns and villages by country, as lists that can be read aloud. */
function Places({ places }: { places: Place[] }) {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  const countries = [...new Set(places.map((place) => place.country))];
  const byName = (one: string, other: string) => one.localeCompare(other, locale);
  const rows = countries
    .map((country) => {
      const there = places.filter((place) => place.country === country);
      const named = (kind: Place["kind"]) =>
        there
          .filter((place) => place.kind === kind)
          .map(({ name }) => name)
          .toSorted(byName);
      const [name = country] = names([country], "region", locale);
      return { country: name, urban: named("urban"), rural: named("rural") };
    })
    .toSorted((one, other) => byName(one.country, other.country));
  if (rows.length === 0) {
    return <Text>{t("network.noPlaces")}</Text>;
  }
  const told = (found: string[]) => (found.length > 0 ? list(found, locale) : "–");
  return (
    <DataTable
      caption={t("network.places")}
      rows={rows}
      rowKey={({ country }) => country}
      columns={[
        { key: "country", label: t("network.country"), cell: ({ country }) => country },
        { key: "urban", label: t("network.urban"), cell: ({ urban }) => told(urban) },
        { key: "rural", label: t("network.rural"), cell: ({ rural }) => told(rural) },
      ]}
    />
  );
}

function Exchange({ found }: { found: LinkReport }) {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  const count = (key: string, of: LinkCount[]) => of.find((each) => each.key === key);
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const pairs = found.places.filter(({ between: [one, other] }) => one !== other).slice(0, MOST_PAIRS);
  const span = { from: day(found.from, locale), to: day(found.to, locale) };
  if (typeof found.connections !== "number") {
    return <Text>{t("network.tooFew")}</Text>;
  }
  const columns = [
    {
      key: "connections",
      label: t("network.connections"),
      numeric: true,
      cell: (row: { count: LinkCount }) => number(row.count.connections),
    },
    {
      key: "members",
      label: t("network.members"),
      numeric: true,
      cell: (row: { count: LinkCount }) => number(row.count.members),
    },
  ];
  const kinds = KINDS.flatMap((key) => counted(key, count(key, found.kinds)));
  const exchanges = EXCHANGES.flatMap((key) => counted(key, count(key, found.exchange)));
  return (
    <Stack gap="lg">
      <Text>{t("network.span", { ...span, count: found.connections })}</Text>
      <figure className={classes.figure}>
        <ExchangeMap alt={t("network.mapText")} />
      </figure>
      <DataTable
        caption={t("network.pairs")}
        showCaption
        rows={pairs}
        rowKey={({ between }) => between.join(" ")}
        columns={[
          { key: "names", label: t("network.pair"), cell: (pair) => pair.names.join(" – ") },
          {
            key: "connections",
            label: t("network.connections"),
            numeric: true,
            cell: (pair) => number(pair.connections),
          },
          { key: "members", label: t("network.members"), numeric: true, cell: (pair) => number(pair.members) },
        ]}
      />
      <div className={classes.two}>
        <DataTable
          caption={t("network.kinds")}
          rows={kinds}
          rowKey={({ key }) => key}
          columns={[{ key: "key", label: t("network.kinds"), cell: ({ key }) => t(`linkKind.${key}`) }, ...columns]}
        />
        <DataTable
          caption={t("network.between")}
          rows={exchanges}
          rowKey={({ key }) => key}
          columns={[{ key: "key", label: t("network.between"), cell: ({ key }) => t(`exchange.${key}`) }, ...columns]}
        />
      </div>
    </Stack>
  );
}

/** A count with its key, where there is one to tell. */
function counted<Key extends string>(key: Key, count: LinkCount | undefined): { key: Key; count: LinkCount }[] {
  return count ? [{ key, count }] : [];
}
