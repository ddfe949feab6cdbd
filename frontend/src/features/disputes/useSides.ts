import { useTranslation } from "react-i18next";
import type { DisputeSide } from "@/api/generated";
import { useHat } from "@/features/engagements/useHat";
import { sideOf } from "./rules";

/** Which side of a dispute is the reader's own, and what each is called: one's own as such. */
export function useSides() {
  const { t } = useTranslation("disputes");
  const own = sideOf(useHat());
  const called = (side: DisputeSide) => (side === own ? t(`own.${side}`) : t(`sides.${side}`));
  return { own, called };
}
