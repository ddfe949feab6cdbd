import type { ReactNode } from "react";
import classes from "./Measures.module.css";

interface Bar {
  /** Whose it is. */
  label: string;
  /** Its length in hundredths of the width. */
  length: number;
  /** The figure beside it. */
  written: string;
  look: "filled" | "striped" | "grey";
}

/** Measures under each other. */
export function Measures({ children }: { children: ReactNode }) {
  return <ul className={classes.measures}>{children}</ul>;
}

/** A measure: its word, then a bar for each of those who are compared. */
export function Measure({ name, bars }: { name: ReactNode; bars: Bar[] }) {
  return (
    <li className={classes.measure}>
      <div>{name}</div>
      <dl className={classes.bars}>
        {bars.map(({ label, length, written, look }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span className={classes.track} aria-hidden>
                <span className={classes[look]} style={{ width: `${length}%` }} />
              </span>
              <span className={classes.number}>{written}</span>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
