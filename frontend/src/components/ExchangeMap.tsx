import { Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/useLocale";
import classes from "./ExchangeMap.module.css";

const SIGNS = {
  town: <circle cx="14" cy="8" r="6" className={classes.town} />,
  village: <rect x="8" y="2" width="12" height="12" className={classes.village} />,
  alike: <line x1="0" x2="28" y1="8" y2="8" className={classes.alike} />,
  mixed: <line x1="0" x2="28" y1="8" y2="8" className={classes.mixed} />,
};

const SIGNED = ["town", "village", "alike", "mixed"] as const;

/**
 * The picture of the exchange between places, in the language of the page. Alone in a window it has its full size, and a
 * legend of its own; here that is cut off, since a phone would show a part of it only.
 */
export function ExchangeMap({ alt }: { alt: string }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const frame = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const { current } = frame;
    if (!current) {
      return;
    }
    // Its middle is shown, in whatever width it gets.
    const centred = new ResizeObserver(() => {
      current.scrollLeft = (current.scrollWidth - current.clientWidth) / 2;
    });
    centred.observe(current);
    return () => centred.disconnect();
  }, []);
  const map = `/api/v1/connections/map.svg?lang=${language}`;
  return (
    <>
      <a ref={frame} href={map} target="_blank" rel="noreferrer" className={classes.frame}>
        <img className={classes.map} src={map} alt={alt} width={960} height={644} loading="lazy" />
      </a>
      <Text size="sm" c="dimmed" component="figcaption">
        <ul className={classes.legend}>
          {SIGNED.map((sign) => (
            <li key={sign}>
              <svg viewBox="0 0 28 16" width="28" height="16" aria-hidden>
                {SIGNS[sign]}
              </svg>
              {t(`exchangeMap.${sign}`)}
            </li>
          ))}
        </ul>
        {t("exchangeMap.hint")}
      </Text>
    </>
  );
}
