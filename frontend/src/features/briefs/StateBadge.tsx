import {
  type Icon,
  IconAward,
  IconHourglassHigh,
  IconHourglassOff,
  IconPencil,
  IconScale,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BriefState } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

const SIGNS: Record<BriefState, { icon: Icon; color: string }> = {
  draft: { icon: IconPencil, color: "gray" },
  posted: { icon: IconHourglassHigh, color: "muster" },
  decided: { icon: IconScale, color: "yellow" },
  awarded: { icon: IconAward, color: "muster" },
  withdrawn: { icon: IconX, color: "gray" },
  lapsed: { icon: IconHourglassOff, color: "red" },
};

/** Where a brief stands. */
export function StateBadge({ state }: { state: BriefState }) {
  const { t } = useTranslation();
  return <StatusBadge {...SIGNS[state]} label={t(`states.${state}`)} />;
}
