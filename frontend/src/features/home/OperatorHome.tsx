import { Group, Stack, Text } from "@mantine/core";
import { IconBuildingCommunity } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Overview, Space, StatementLink } from "@/api/generated";
import {
  payoutsBankDetailsOfSpaceOptions,
  reportsSpaceOverviewOptions,
  spacesListMineInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DownloadButton } from "@/components/DownloadButton";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { isPayable } from "@/features/payouts/currency";
import { useLocale } from "@/i18n/useLocale";
import classes from "./home.module.css";

/** What each space of an operator earned last month, what is there, and what comes next. */
export function OperatorHome() {
  const { t } = useTranslation("member");
  const spaces = useInfiniteQuery({ ...spacesListMineInfiniteOptions({ query: { limit: 5 } }), ...paging });
  return (
    <PagedList
      query={spaces}
      empty={
        <EmptyState
          icon={<IconBuildingCommunity size={40} stroke={1.4} aria-hidden />}
          title={t("home.noSpace")}
          text={t("home.noSpaceText")}
          action={
            <LinkButton to="/spaces" variant="default">
              {t("home.toSpaces")}
            </LinkButton>
          }
        />
      }
    >
      {(items) => items.map((space) => <SpaceCard key={space.id} space={space} />)}
    </PagedList>
  );
}

function SpaceCard({ space }: { space: Pick<Space, "id" | "name"> }) {
  const { t } = useTranslation("member");
  const query = useQuery(reportsSpaceOverviewOptions({ path: { id: space.id } }));
  return (
    <Section
      title={space.name}
      aside={
        <TextLink to="/spaces/$space" params={{ space: space.id }}>
          {t("home.toSpace")}
        </TextLink>
      }
    >
      <Loaded query={query} waiting={<Waiting lines={1} />}>
        {(overview) => <Numbers overview={overview} space={space} />}
      </Loaded>
    </Section>
  );
}

function Numbers({ overview, space }: { overview: Overview; space: Pick<Space, "id" | "name"> }) {
  const { t } = useTranslation("member");
  const { balances, next, statements } = overview;
  const [last] = statements;
  return (
    <Stack>
      {last ? <LastMonth statement={last} space={space} /> : <Text c="dimmed">{t("home.noStatement")}</Text>}
      {balances.some(isPayable) && <WherePaid space={space} />}
      <Facts
        facts={[
          {
            label: t("home.balance"),
            value: (
              <>
                {balances.length === 0 ? t("home.balanceNone") : <Sums sums={balances} />}
                <TextLink to="/spaces/$space/payouts" params={{ space: space.id }} size="sm" display="block">
                  {t("home.toPaidOut")}
                </TextLink>
              </>
            ),
          },
          last && last.totals.length > 0
            ? { label: t("home.closing"), value: <Sums sums={last.totals.map(({ closing }) => closing)} /> }
            : null,
          {
            label: t(last ? "home.soFar" : "home.soFarFirst"),
            value:
              next.so_far.length === 0 ? t("home.soFarNone") : <Sums sums={next.so_far.map(({ moved }) => moved)} />,
          },
          { label: t("home.nextStatement"), value: <Moment at={next.closes_at} relative /> },
        ]}
      />
    </Stack>
  );
}

/** The next step of a space that is owed something, as long as nobody knows where to pay it. */
function WherePaid({ space }: { space: Pick<Space, "id" | "name"> }) {
  const { t } = useTranslation("member");
  const query = useQuery(payoutsBankDetailsOfSpaceOptions({ path: { id: space.id }, query: { limit: 1 } }));
  const [details] = query.data?.items ?? [];
  if (!query.data || (details && !details.unusable)) {
    return null;
  }
  return (
    <Text size="sm">
      {t(details ? "home.spaceBankUnusable" : "home.spaceBank")}{" "}
      <TextLink to="/spaces/$space/payouts" params={{ space: space.id }} inherit>
        {t("home.toSpaceBank")}
      </TextLink>
    </Text>
  );
}

function LastMonth({ statement, space }: { statement: StatementLink; space: Pick<Space, "id" | "name"> }) {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${statement.month}-01T00:00:00Z`),
  );
  return (
    <Group justify="space-between" align="flex-end" gap="sm">
      <Stack gap={0}>
        <Text size="sm" c="dimmed">
          {t("home.commission", { month })}
        </Text>
        <div className={classes.sum}>
          {statement.totals.length === 0 ? "–" : <Sums sums={statement.totals.map(({ came }) => came)} />}
        </div>
        <TextLink to="/spaces/$space/statements/$id" params={{ space: space.id, id: statement.id }} size="sm">
          {t("home.statement", { number: statement.number })}
        </TextLink>
      </Stack>
      <DownloadButton path={`${statement.path}?format=pdf`} name={`${space.name} ${statement.month}.pdf`}>
        {t("home.pdf", { month })}
      </DownloadButton>
    </Group>
  );
}

function Sums({ sums }: { sums: { amount: number; currency: string }[] }) {
  return sums.map(({ amount, currency }) => (
    <span key={currency} className={classes.each}>
      <Money minor={amount} currency={currency} />
    </span>
  ));
}
