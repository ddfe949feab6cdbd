import { Group, Stack, Text } from "@mantine/core";
import { IconReportMoney } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Money as Amount, Overview } from "@/api/generated";
import { reportsCommissionReportOptions, reportsSpaceOverviewOptions } from "@/api/generated/@tanstack/react-query.gen";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { monthName } from "../reports/months";
import { ReportDownloads } from "../reports/ReportDownloads";
import { StatementTable } from "../reports/StatementTable";
import classes from "./space.module.css";

/** What there is of a space's money: last month first, then now, next, and what was. */
export function OverviewPage({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const overview = useQuery(reportsSpaceOverviewOptions({ path: { id: space } }));
  return (
    <PageStack>
      <PageHeader title={t("overview.title")} lead={t("overview.lead")} />
      <Loaded query={overview}>
        {(found) => (
          <Stack gap="xl">
            <LastMonth space={space} month={found.statements[0]?.month} />
            <Now found={found} />
            {found.statements.length > 0 && (
              <Section
                title={t("overview.statements")}
                aside={
                  <TextLink to="/spaces/$space/statements" params={{ space }} size="sm">
                    {t("overview.allStatements")}
                  </TextLink>
                }
              >
                <StatementTable space={space} statements={found.statements} />
              </Section>
            )}
            <Section title={t("overview.sealed")}>
              <Text maw="68ch">{t("overview.sealedText")}</Text>
            </Section>
          </Stack>
        )}
      </Loaded>
    </PageStack>
  );
}

/** The commission of the last closed month, one click away and ready to be saved. */
function LastMonth({ space, month }: { space: string; month?: string }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  if (!month) {
    return (
      <EmptyState
        icon={<IconReportMoney size={40} stroke={1.4} aria-hidden />}
        title={t("overview.noMonth")}
        text={t("overview.noMonthText")}
        action={
          <LinkButton to="/spaces/$space/members" params={{ space }} variant="default">
            {t("overview.noMonthAction")}
          </LinkButton>
        }
      />
    );
  }
  const report = { from: month, to: month, by: "month" } as const;
  return (
    <Section title={t("overview.lastMonth", { month: monthName(month, locale) })} lead={t("overview.lastMonthLead")}>
      <Stack gap="md">
        <Sum space={space} month={month} />
        <Group gap="md">
          <LinkButton to="/spaces/$space/report" params={{ space }} search={report} variant="default">
            {t("overview.openReport")}
          </LinkButton>
          <ReportDownloads space={space} report={report} />
        </Group>
      </Stack>
    </Section>
  );
}

function Sum({ space, month }: { space: string; month: string }) {
  const { t } = useTranslation("space");
  const report = useQuery(
    reportsCommissionReportOptions({ path: { id: space }, query: { from: month, to: month, by: "month" } }),
  );
  return (
    <Loaded query={report} waiting={<Waiting lines={1} height={48} />}>
      {({ totals }) => (
        <Stack gap={4}>
          {totals.length === 0 && <Text>{t("overview.nothing")}</Text>}
          {totals.map((total) => (
            <div key={total.currency}>
              <Text className={classes.big}>
                <Money minor={total.amount_minor} currency={total.currency} />
              </Text>
              {total.year_before_minor !== 0 && (
                <Text c="dimmed" size="sm">
                  {t("overview.yearBefore")} <Money minor={total.year_before_minor} currency={total.currency} />
                </Text>
              )}
            </div>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Now({ found }: { found: Overview }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  return (
    <Section title={t("overview.now")} lead={t("overview.nowLead")}>
      <Facts
        facts={[
          { label: t("overview.balance"), value: <Amounts amounts={found.balances} /> },
          { label: t("overview.paidOut"), value: <Amounts amounts={found.paid_out} /> },
          {
            label: t("overview.thisMonth", { month: monthName(found.next.month, locale) }),
            value: <Amounts amounts={found.next.so_far.map(({ moved }) => moved)} />,
          },
          { label: t("overview.closes"), value: <Moment at={found.next.closes_at} relative /> },
        ]}
      />
    </Section>
  );
}

/** Amounts under each other, since two currencies never add. */
function Amounts({ amounts }: { amounts: Amount[] }) {
  const { t } = useTranslation("space");
  if (amounts.length === 0) {
    return <>{t("overview.none")}</>;
  }
  return (
    <Stack gap={0} component="span">
      {amounts.map(({ amount, currency }) => (
        <span key={currency}>
          <Money minor={amount} currency={currency} />
        </span>
      ))}
    </Stack>
  );
}
