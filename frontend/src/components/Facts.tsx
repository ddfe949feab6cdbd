import type { ReactNode } from "react";
import classes from "./Facts.module.css";

interface Fact {
  label: string;
  value: ReactNode;
}

/** A few things at a glance, each with its name. Those without a value are left out. */
export function Facts({ facts }: { facts: (Fact | false | null | undefined)[] }) {
  const told = facts.filter((fact): fact is Fact => Boolean(fact));
  return (
    <dl className={classes.facts}>
      {told.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
