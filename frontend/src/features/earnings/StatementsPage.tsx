import { Paper } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PageStatement, StatementTotal } from "@/api/generated";
import { bookMyStatementsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import classes from "./earnings.module.css";
import { useMonth } from "./words";

type Statement = PageStatement["items"][number];
type Sum = Exclude<keyof StatementTotal, symbol>;

/** A member's statements: one for each month, closed for good. */
export function StatementsPage() {
  const { t } = useTranslation("earnings");
  const query = useInfiniteQuery({ ...bookMyStatementsInfiniteOptions({ query: { limit: 24 } }), ...paging });
  return (
    <PageStack>
      <BackLink to="/earnings">{t("title")}</BackLink>
      <PageHeader title={t("statements.title")} lead={t("statements.lead")} />
      <PagedList
        query={query}
        empty={
          <EmptyState
            icon={<IconFileText size={40} stroke={1.4} aria-hidden />}
            title={t("statements.emptyTitle")}
            text={t("statements.emptyText")}
            action={
              <LinkButton to="/earnings" variant="default">
                {t("title")}
              </LinkButton>
            }
          />
        }
      >
        {(items) => <Statements items={items} />}
      </PagedList>
    </PageStack>
  );
}

function Statements({ items }: { items: Statement[] }) {
  const { t } = useTranslation("earnings");
  const month = useMonth();
  const sums = (["opening", "came", "went", "closing"] as const).map((sum) => ({
    key: sum,
    label: t(`statement.${sum}`),
    numeric: true,
    cell: (statement: Statement) => <Sums statement={statement} sum={sum} />,
  }));
  return (
    <Paper withBorder px={{ base: "md", xs: "xs" }}>
      <DataTable
        caption={t("statements.title")}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "month",
            label: t("statement.month"),
            cell: (statement) => (
              <span className={classes.noWrap}>
                <TextLink to="/member/statements/$id" params={{ id: statement.id }} inherit>
                  {month(statement.month)}
                </TextLink>
                <span className={classes.sub}>{t("statement.numbered", { number: statement.number })}</span>
              </span>
            ),
          },
          ...sums,
        ]}
      />
    </Paper>
  );
}

/** One sum of a statement, in each of its currencies. */
function Sums({ statement, sum }: { statement: Statement; sum: Sum }) {
  return (
    <>
      {statement.totals.map((total) => (
        <div key={total.closing.currency}>
          <Money minor={total[sum].amount} currency={total[sum].currency} />
        </div>
      ))}
    </>
  );
}
