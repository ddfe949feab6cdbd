import { useLocale } from "@/i18n/useLocale";
import { distance, instant } from "@/lib/format";

/** A moment, with its time zone and how far away it is. */
export function Moment({ at }: { at: string }) {
  const { locale } = useLocale();
  return (
    <time dateTime={at}>
      {instant(at, locale)} ({distance(at, Date.now(), locale)})
    </time>
  );
}
