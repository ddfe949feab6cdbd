import { Alert, Group, Stack, Text } from "@mantine/core";
import { IconCalendarOff, IconReportMoney } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Report } from "@/api/generated";
import { reportsCommissionReportOptions } from "@/api/generated/@tanstack/react-query.gen";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { CurrencyReport } from "./CurrencyReport";
import { MeterSection } from "./MeterSection";
import { monthName, monthOf, preset, spanName } from "./months";
import { ReportDownloads } from "./ReportDownloads";
import { ReportFilters } from "./ReportFilters";
import { asked, type ReportSearch } from "./search";

interface Props {
  space: string;
  search: ReportSearch;
}

/** What a space earned in closed months, by what one asks for, beside the year before. The address says which report it is. */
export function ReportPage({ space, search }: Props) {
  const { t } = useTranslation("reports");
  const navigate = useNavigate();
  const now = monthOf(new Date());
  const wanted = asked(search, now);
  const report = useQuery({
    ...reportsCommissionReportOptions({ path: { id: space }, query: wanted }),
    placeholderData: keepPreviousData,
  });
  return (
    <PageStack>
      <PageHeader title={t("report.title")} lead={t("report.lead")} />
      <ReportFilters
        wanted={wanted}
        now={now}
        space={space}
        choose={(next) =>
          void navigate({ to: "/spaces/$space/report", params: { space }, search: next, resetScroll: false })
        }
      />
      <Loaded query={report}>
        {(found) => (
          <Stack gap="xl" aria-busy={report.isPlaceholderData || undefined}>
            <Answer space={space} report={found} now={now} />
          </Stack>
        )}
      </Loaded>
    </PageStack>
  );
}

function Answer({ space, report, now }: { space: string; report: Report; now: string }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const span = spanName(report, locale);
  return (
    <>
      <NotClosedYet report={report} />
      {report.totals.length === 0 ? (
        <Nothing space={space} span={span} now={now} />
      ) : (
        <>
          <Group justify="space-between" align="center" gap="md">
            <Text fw={600} size="lg">
              {span}
            </Text>
            <ReportDownloads space={space} report={report} />
          </Group>
          {report.totals.map((total) => (
            <CurrencyReport key={total.currency} report={report} total={total} />
          ))}
        </>
      )}
      <MeterSection meter={report.meter} />
      <Section title={t("how.title")}>
        <Stack gap="xs" maw="68ch">
          <Text>{t("how.closed")}</Text>
          <Text>{t("how.folded")}</Text>
          <Text>{t("how.members")}</Text>
          <Text>{t("how.currencies")}</Text>
        </Stack>
      </Section>
    </>
  );
}

/** Says where the figures end, where more was asked for. */
function NotClosedYet({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  if (report.closed_until && report.to <= report.closed_until) {
    return null;
  }
  const text = report.closed_until
    ? t("report.closedUntil", { month: monthName(report.closed_until, locale) })
    : t("report.noneClosed");
  return (
    <Alert variant="outline" color="muster" icon={<IconCalendarOff aria-hidden />}>
      <Text size="sm">{text}</Text>
    </Alert>
  );
}

function Nothing({ space, span, now }: { space: string; span: string; now: string }) {
  const { t } = useTranslation("reports");
  return (
    <EmptyState
      icon={<IconReportMoney size={40} stroke={1.4} aria-hidden />}
      title={t("report.nothing", { span })}
      text={t("report.nothingText")}
      action={
        <LinkButton
          to="/spaces/$space/report"
          params={{ space }}
          search={{ ...preset("twelveMonths", now), by: "month" }}
          variant="default"
        >
          {t("preset.twelveMonths")}
        </LinkButton>
      }
    />
  );
}
