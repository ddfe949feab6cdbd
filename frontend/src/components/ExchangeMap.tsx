import { useLocale } from "@/i18n/useLocale";
import classes from "./ExchangeMap.module.css";

/** The picture of the exchange between places, in the language of the page. Alone in a window it has its full size. */
export function ExchangeMap({ alt }: { alt: string }) {
  const { language } = useLocale();
  const map = `/api/v1/connections/map.svg?lang=${language}`;
  return (
    <a href={map} target="_blank" rel="noreferrer" className={classes.frame}>
      <img className={classes.map} src={map} alt={alt} width={960} height={720} loading="lazy" />
    </a>
  );
}
