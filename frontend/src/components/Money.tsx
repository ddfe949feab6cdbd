import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";

interface Props {
  minor: number;
  currency: string;
}

/** An amount of money. */
export function Money({ minor, currency }: Props) {
  const { locale } = useLocale();
  return <>{money(minor, currency, locale)}</>;
}
