import type { ReactNode } from "react";
import classes from "./Facts.module.css";

interface Fact {
  label: string;
  value: ReactNode;
}

interface Props {
  facts: (Fact | false | null | undefined)[];
  /** For short values, such as money: two stand side by side even on a phone. */
  isShort?: boolean;
  /** For long values, such as an IBAN or an address: they stand in one line where there is room. */
  isLong?: boolean;
}

/** A few things at a glance, each with its name. Those without a value are left out. */
export function Facts({ facts, isShort, isLong }: Props) {
  const told = facts.filter((fact): fact is Fact => Boolean(fact));
  const look = [classes.facts, isShort && classes.short, isLong && classes.long].filter(Boolean).join(" ");
  return (
    <dl className={look}>
      {told.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
