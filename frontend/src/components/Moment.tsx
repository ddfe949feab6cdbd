import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { distance, instant } from "@/lib/format";
import classes from "./Moment.module.css";

interface Props {
  at: string;
  /** Whether to say how far away it is, which matters for what is still to come. */
  relative?: boolean;
}

/** A moment, with its time zone. */
export function Moment({ at, relative }: Props) {
  const { locale } = useLocale();
  const zone = useZone();
  return (
    <time dateTime={at}>
      {instant(at, locale, zone)}
      {relative && (
        <>
          {" "}
          <span className={classes.distance}>({distance(at, Date.now(), locale, zone)})</span>
        </>
      )}
    </time>
  );
}
