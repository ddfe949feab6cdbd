import classes from "./steward.module.css";

/** A bar for a number that stands beside it in words. */
export function Bar({ part, of }: { part: number; of: number }) {
  return (
    <span className={classes.track} aria-hidden>
      {part > 0 && <span className={classes.bar} style={{ width: `${Math.round((100 * part) / Math.max(of, 1))}%` }} />}
    </span>
  );
}
