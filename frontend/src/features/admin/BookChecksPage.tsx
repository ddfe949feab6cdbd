import { Code, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  bookBookChecksInfiniteOptions,
  bookClosedPeriodsInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./admin.module.css";

/** What the recounts of the last nights found, and the months that are closed. */
export function BookChecksPage() {
  const { t } = useTranslation("admin");
  return (
    <PageStack>
      <PageHeader title={t("book.title")} lead={t("book.lead")} />
      <Checks />
      <Periods />
    </PageStack>
  );
}

function Checks() {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const checks = useInfiniteQuery({ ...bookBookChecksInfiniteOptions({ query: { limit: 14 } }), ...paging });
  return (
    <Section title={t("book.checks")}>
      <PagedList query={checks} empty={<Text c="dimmed">{t("book.noChecks")}</Text>}>
        {(all) => (
          <DataTable
            caption={t("book.checks")}
            rows={all}
            rowKey={(check) => check.day}
            columns={[
              { key: "night", label: t("book.night"), cell: (check) => day(check.day, locale) },
              {
                key: "result",
                label: t("book.result"),
                cell: ({ faults, fault }) =>
                  faults === 0 ? (
                    <span className={classes.whole}>
                      <StatusBadge icon={IconCheck} color="muster" label={t("book.fine")} />
                    </span>
                  ) : (
                    <>
                      <span className={classes.whole}>
                        <StatusBadge icon={IconAlertTriangle} color="red" label={t("book.faults", { count: faults })} />
                      </span>
                      {fault && <Text size="sm">{t("book.first", { fault })}</Text>}
                    </>
                  ),
              },
              { key: "entries", label: t("book.entries"), numeric: true, cell: ({ entries }) => count(entries) },
              { key: "postings", label: t("book.postings"), numeric: true, cell: ({ postings }) => count(postings) },
              { key: "at", label: t("book.checkedAt"), cell: ({ checked_at }) => <Moment at={checked_at} /> },
            ]}
          />
        )}
      </PagedList>
    </Section>
  );
}

function Periods() {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const periods = useInfiniteQuery({ ...bookClosedPeriodsInfiniteOptions({ query: { limit: 12 } }), ...paging });
  const name = (month: string) =>
    new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
      new Date(`${month}-01T00:00:00Z`),
    );
  return (
    <Section title={t("book.periods")} lead={t("book.periodsLead")}>
      <PagedList query={periods} empty={<Text c="dimmed">{t("book.noPeriods")}</Text>}>
        {(all) => (
          <DataTable
            caption={t("book.periods")}
            rows={all}
            rowKey={({ month }) => month}
            columns={[
              { key: "month", label: t("book.month"), cell: ({ month }) => name(month) },
              { key: "statements", label: t("book.statements"), numeric: true, cell: ({ statements }) => statements },
              { key: "closed", label: t("book.closedAt"), cell: ({ closed_at }) => <Moment at={closed_at} /> },
              { key: "root", label: t("book.root"), cell: ({ root }) => <Code className={classes.root}>{root}</Code> },
            ]}
          />
        )}
      </PagedList>
    </Section>
  );
}
