import type { ReactNode } from "react";
import { useLocale } from "@/i18n/useLocale";
import { trueMinus } from "@/lib/format";
import classes from "./DataTable.module.css";

interface Column<Row> {
  key: string;
  /** A column without a label only draws what another one says, and is left out on a phone. */
  label: string;
  /** Numbers and money stand at the right, digit under digit; a bare number is written as the language writes it. */
  numeric?: boolean;
  /** Whole sentences take the width of a card, under their label. */
  isProse?: boolean;
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** What the table tells, for those who listen. */
  caption: string;
  /** Whether everybody sees the caption. */
  showCaption?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Whether its words leave a phone no room for its numbers beside them, be the columns ever so few. */
  isWordy?: boolean;
  /** Sums, under the rows. Where there are several in a row, each cell names itself with `data-label`. */
  foot?: ReactNode;
}

/**
 * A table that scrolls within itself where the page is too narrow for it. The first column names its row. On a phone, where
 * scrolling would hide most of it, each row of a wide table is a card, with a label beside each value.
 */
export function DataTable<Row>({ caption, showCaption, columns, rows, rowKey, isWordy, foot }: Props<Row>) {
  const { locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  const written = (content: ReactNode) => (typeof content === "number" ? trueMinus(number.format(content)) : content);
  const told = columns.filter(({ label }) => label !== "");
  const isWide = isWordy || told.length > 3 || (told.length === 3 && told.slice(1).some(({ numeric }) => !numeric));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={classes.scroll} aria-label={caption} tabIndex={0}>
      <table className={isWide ? `${classes.table} ${classes.cards}` : classes.table}>
        <caption className={showCaption ? undefined : classes.unseen}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, numeric }) => (
              <th key={key} scope="col" className={numeric ? classes.numeric : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, label, numeric, isProse, cell }, place) => {
                const prose = isProse ? classes.prose : undefined;
                const look = numeric ? classes.numeric : prose;
                return place === 0 ? (
                  <th key={key} scope="row" className={look}>
                    {written(cell(row))}
                  </th>
                ) : (
                  <td key={key} className={look} data-label={label}>
                    <div className={classes.value}>{written(cell(row))}</div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  );
}
