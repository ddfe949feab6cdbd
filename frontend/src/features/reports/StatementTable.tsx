import { useTranslation } from "react-i18next";
import type { StatementTotal } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { TextLink } from "@/components/LinkButton";
import { Money } from "@/components/Money";
import { useLocale } from "@/i18n/useLocale";
import { monthName } from "./months";

/** A statement, as far as a list tells of it. */
interface Listed {
  id: string;
  number: number;
  month: string;
  totals: StatementTotal[];
}

interface Line {
  statement: Listed;
  /** Nothing for a statement of a month in which nothing moved. */
  total?: StatementTotal;
}

/** Statements with their sums, a line for each currency, and the way to each. */
export function StatementTable({ space, statements }: { space: string; statements: Listed[] }) {
  const { t } = useTranslation("reports");
  const { locale } = useLocale();
  const lines: Line[] = statements.flatMap((statement): Line[] =>
    statement.totals.length > 0 ? statement.totals.map((total) => ({ statement, total })) : [{ statement }],
  );
  const sum = (key: keyof StatementTotal) => (line: Line) =>
    line.total ? <Money minor={line.total[key].amount} currency={line.total[key].currency} /> : "–";
  return (
    <DataTable
      caption={t("statements.title")}
      rows={lines}
      rowKey={({ statement, total }) => `${statement.id}${total?.closing.currency ?? ""}`}
      columns={[
        {
          key: "month",
          label: t("statements.month"),
          cell: ({ statement }) => (
            <TextLink to="/spaces/$space/statements/$id" params={{ space, id: statement.id }} inherit>
              {monthName(statement.month, locale)}
            </TextLink>
          ),
        },
        {
          key: "number",
          label: t("statements.number"),
          numeric: true,
          cell: ({ statement }) => String(statement.number),
        },
        { key: "opening", label: t("statements.opening"), numeric: true, cell: sum("opening") },
        { key: "came", label: t("statements.came"), numeric: true, cell: sum("came") },
        { key: "went", label: t("statements.went"), numeric: true, cell: sum("went") },
        { key: "closing", label: t("statements.closing"), numeric: true, cell: sum("closing") },
      ]}
    />
  );
}
