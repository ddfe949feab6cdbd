import { Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PaidOut, StatementOfSpace, StatementTotal, StatementWork } from "@/api/generated";
import { reportsReadStatementOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { Downloads } from "@/components/Downloads";
import { Loaded } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useSpace } from "@/features/space/useSpace";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { monthName } from "./months";
import classes from "./reports.module.css";
import { useRowName } from "./useRowName";
import { fileName } from "./words";

/** A closed month of a space, as a bank would put it on paper. */
export function StatementPage({ space, id }: { space: string; id: string }) {
  const { t } = useTranslation("reports");
  const statement = useQuery({
    ...reportsReadStatementOptions({ path: { id: space, statement: id } }),
    // What is closed never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { locale } = useLocale();
  const read = statement.data?.statement;
  return (
    <PageStack>
      <div className={classes.unprinted}>
        <BackLink to="/spaces/$space/statements" params={{ space }}>
          {t("statement.back")}
        </BackLink>
      </div>
      <PageHeader
        title={read ? t("statement.title", { month: monthName(read.month, locale) }) : t("statement.heading")}
      />
      <Loaded query={statement}>{(found) => <Sheet space={space} found={found} />}</Loaded>
    </PageStack>
  );
}

function Sheet({ space, found }: { space: string; found: StatementOfSpace }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const { statement, rows, payouts } = found;
  const owner = useSpace(space);
  const month = monthName(statement.month, locale);
  const file = `${fileName(owner?.name ?? "")}-${t("download.statementName")}-${statement.month}`;
  return (
    <>
      <Downloads
        kind="sheet"
        label={t("download.statement")}
        path={`/api/v1/spaces/${space}/statements/${statement.id}?format=`}
        name={file}
        mayPrint
      />
      <article className={classes.sheet} aria-label={t("statement.title", { month })}>
        <Stack gap="xl">
          <Group justify="space-between" align="flex-end" gap="md" className={classes.letterhead}>
            <Stack gap={0}>
              <Text fw={650} size="lg">
                {owner?.name ?? "…"}
              </Text>
              <Text c="dimmed">{month}</Text>
            </Stack>
            <Text fw={600}>{t("statement.number", { number: statement.number })}</Text>
          </Group>
          <Sums totals={statement.totals} />
          <Work rows={rows} />
          <Paid payouts={payouts} />
          <Stack gap={4}>
            <Title order={2} size="h5">
              {t("statement.proof")}
            </Title>
            <Text size="sm" c="dimmed" maw="68ch">
              {t("statement.proofText", { count: statement.lines })}
            </Text>
            <Text size="sm">
              {t("statement.hash")} <span className={classes.hash}>{statement.hash}</span>
            </Text>
            <Text size="sm">
              {t("statement.root")} <span className={classes.hash}>{statement.root}</span>
            </Text>
          </Stack>
        </Stack>
      </article>
    </>
  );
}

function Sums({ totals }: { totals: StatementTotal[] }) {
  const { t } = useTranslation("reports");
  if (totals.length === 0) {
    return <Text>{t("statement.nothing")}</Text>;
  }
  const sum = (key: keyof StatementTotal) => (total: StatementTotal) => (
    <Money minor={total[key].amount} currency={total[key].currency} />
  );
  return (
    <DataTable
      caption={t("statement.sums")}
      rows={totals}
      rowKey={(total) => total.closing.currency}
      columns={[
        { key: "currency", label: t("statement.currency"), cell: (total) => total.closing.currency },
        { key: "opening", label: t("statements.opening"), numeric: true, cell: sum("opening") },
        { key: "came", label: t("statements.came"), numeric: true, cell: sum("came") },
        { key: "went", label: t("statements.went"), numeric: true, cell: sum("went") },
        {
          key: "closing",
          label: t("statements.closing"),
          numeric: true,
          cell: (total) => <strong>{sum("closing")(total)}</strong>,
        },
      ]}
    />
  );
}

function Work({ rows }: { rows: StatementWork[] }) {
  const { t } = useTranslation("reports");
  const name = useRowName("category");
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {t("statement.work")}
      </Title>
      {rows.length === 0 ? (
        <Text maw="64ch">{t("statement.onlySums")}</Text>
      ) : (
        <DataTable
          caption={t("statement.work")}
          rows={rows}
          rowKey={(row) => `${row.currency} ${row.key}`}
          isWordy
          columns={[
            { key: "key", label: t("by.category"), cell: (row) => name(row) },
            {
              key: "amount",
              label: t("report.amount"),
              numeric: true,
              cell: (row) => <Money minor={row.amount_minor} currency={row.currency} />,
            },
            {
              key: "members",
              label: t("report.members"),
              numeric: true,
              cell: (row) => t("report.atLeast", { count: row.members }),
            },
          ]}
        />
      )}
    </Stack>
  );
}

function Paid({ payouts }: { payouts: PaidOut[] }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {t("statement.payouts")}
      </Title>
      {payouts.length === 0 ? (
        <Text>{t("statement.noPayouts")}</Text>
      ) : (
        <DataTable
          caption={t("statement.payouts")}
          rows={payouts.map((line, place) => ({ ...line, place }))}
          rowKey={(line) => String(line.place)}
          columns={[
            { key: "day", label: t("statement.day"), cell: (line) => day(line.day, locale) },
            { key: "why", label: t("statement.why"), cell: (line) => t(`movement.${line.movement}`) },
            {
              key: "amount",
              label: t("report.amount"),
              numeric: true,
              cell: (line) => <Money minor={line.amount.amount} currency={line.amount.currency} />,
            },
          ]}
        />
      )}
    </Stack>
  );
}
