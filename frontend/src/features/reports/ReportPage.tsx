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
import { useRowName } from "./useRowName";

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
        choices={report.data?.choices}
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
  const nameOfPlace = useRowName("place");
  const nameOfKind = useRowName("category");
  const { place, category } = report;
  const isNarrowed = Boolean(place ?? category);
  const parts = [spanName(report, locale), place && nameOfPlace(place), category && nameOfKind(category)];
  const what = parts.filter(Boolean).join(" · ");
  return (
    <>
      <NotClosedYet report={report} />
      {report.totals.length === 0 ? (
        <Nothing space={space} report={report} what={what} now={now} />
      ) : (
        <>
          <Group justify="space-between" align="center" gap="md">
            <Text fw={600} size="lg">
              {what}
            </Text>
            <ReportDownloads space={space} report={report} />
          </Group>
          {isNarrowed && <Text maw="68ch">{t("report.narrowed")}</Text>}
          {report.totals.map((total) => (
            <CurrencyReport key={total.currency} report={report} total={total} />
          ))}
        </>
      )}
      {/* What steering would have been worth is about all work. */}
      {!isNarrowed && <MeterSection meter={report.meter} />}
      <Section title={t("how.title")}>
        <Stack gap="xs" maw="68ch">
          <Text>{t("how.closed")}</Text>
          <Text>{t("how.folded")}</Text>
          <Text>{t("how.members")}</Text>
          <Text>{t("how.narrowed")}</Text>
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

function Nothing({ space, report, what, now }: { space: string; report: Report; what: string; now: string }) {
  const { t } = useTranslation("reports");
  const isNarrowed = Boolean(report.place ?? report.category);
  const { from, to, by } = report;
  return (
    <EmptyState
      icon={<IconReportMoney size={40} stroke={1.4} aria-hidden />}
      title={t("report.nothing", { span: what })}
      text={isNarrowed ? t("report.narrowed") : t("report.nothingText")}
      action={
        <LinkButton
          to="/spaces/$space/report"
          params={{ space }}
          search={isNarrowed ? { from, to, by } : { ...preset("twelveMonths", now), by: "month" }}
          variant="default"
        >
          {isNarrowed ? t("report.allWork") : t("preset.twelveMonths")}
        </LinkButton>
      }
    />
  );
}
