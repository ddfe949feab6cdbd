import { Skeleton, Stack, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Report, Row, Total } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import classes from "./reports.module.css";
import { useRowName } from "./useRowName";
import { change } from "./words";

// Drawing takes more code than the rest of the page, and its figures stand in the table as well.
const ReportChart = lazy(() => import("./ReportChart"));

/** A report in one currency: the total beside the year before, a chart, and the table with the same figures. */
export function CurrencyReport({ report, total }: { report: Report; total: Total }) {
  const { t } = useTranslation("reports");
  const rows = report.rows.filter((row) => row.currency === total.currency);
  return (
    <Section title={t("report.inCurrency", { currency: total.currency })}>
      <Stack gap="lg">
        <dl className={classes.figures}>
          <div>
            <dt>{t("report.amount")}</dt>
            <dd>
              <Money minor={total.amount_minor} currency={total.currency} />
            </dd>
          </div>
          <div>
            <dt>{t("report.yearBefore")}</dt>
            <dd className={classes.quiet}>
              <Money minor={total.year_before_minor} currency={total.currency} />
            </dd>
          </div>
          <div>
            <dt>{t("report.change")}</dt>
            <dd className={classes.quiet}>
              <Change change_bp={total.change_bp} />
            </dd>
          </div>
        </dl>
        {rows.length === 0 ? (
          <Text maw="64ch">{t("report.onlyTotal")}</Text>
        ) : (
          <>
            {rows.length > 1 && (
              <Suspense fallback={<Skeleton height={280} radius="md" />}>
                <ReportChart by={report.by} rows={rows} />
              </Suspense>
            )}
            <ReportTable report={report} rows={rows} total={total} />
          </>
        )}
      </Stack>
    </Section>
  );
}

/** By how much something changed; that there was nothing to compare with is told in words. */
function Change({ change_bp }: { change_bp?: number | null }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  return <>{change_bp === null || change_bp === undefined ? t("report.noYearBefore") : change(change_bp, locale)}</>;
}

function ReportTable({ report, rows, total }: { report: Report; rows: Row[]; total: Total }) {
  const { t } = useTranslation(["reports", "common"]);
  const name = useRowName(report.by);
  const { currency } = total;
  // Where there was nothing the year before, two columns would say so again and again.
  const hasBefore = total.year_before_minor !== 0 || rows.some((row) => row.year_before_minor !== 0);
  const columns = [
    { key: "key", label: t(`by.${report.by}`), cell: (row: Row) => name(row) },
    {
      key: "amount",
      label: t("report.amount"),
      numeric: true,
      cell: (row: Row) => <Money minor={row.amount_minor} currency={currency} />,
    },
    ...(hasBefore
      ? [
          {
            key: "before",
            label: t("report.yearBefore"),
            numeric: true,
            cell: (row: Row) => <Money minor={row.year_before_minor} currency={currency} />,
          },
          {
            key: "change",
            label: t("report.change"),
            numeric: true,
            cell: (row: Row) => <Change change_bp={row.change_bp} />,
          },
        ]
      : []),
    {
      key: "members",
      label: t("report.members"),
      numeric: true,
      cell: (row: Row) => t("report.atLeast", { count: row.members }),
    },
  ];
  const hasRest = total.rest_minor !== 0 || total.year_before_rest_minor !== 0;
  return (
    <DataTable
      caption={t("report.table", { currency })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      isWordy
      foot={
        <>
          {hasRest && (
            <tr>
              <th scope="row">{t("report.rest")}</th>
              <td className={classes.numeric} data-label={t("report.amount")}>
                <Money minor={total.rest_minor} currency={currency} />
              </td>
              {hasBefore && (
                <>
                  <td className={classes.numeric} data-label={t("report.yearBefore")}>
                    <Money minor={total.year_before_rest_minor} currency={currency} />
                  </td>
                  <td />
                </>
              )}
              <td className={classes.numeric} data-label={t("report.members")}>
                {t("report.fewer")}
              </td>
            </tr>
          )}
          <tr className={classes.sum}>
            <th scope="row">{t("common:ui.total")}</th>
            <td className={classes.numeric} data-label={t("report.amount")}>
              <Money minor={total.amount_minor} currency={currency} />
            </td>
            {hasBefore && (
              <>
                <td className={classes.numeric} data-label={t("report.yearBefore")}>
                  <Money minor={total.year_before_minor} currency={currency} />
                </td>
                <td className={classes.numeric} data-label={t("report.change")}>
                  <Change change_bp={total.change_bp} />
                </td>
              </>
            )}
            <td className={classes.numeric} data-label={t("report.members")}>
              {total.members ? t("report.atLeast", { count: total.members }) : t("report.fewer")}
            </td>
          </tr>
        </>
      }
    />
  );
}
