import {
  type Icon,
  IconAward,
  IconCheck,
  IconHourglassHigh,
  IconHourglassOff,
  IconPackageOff,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BidState } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

const SIGNS: Record<BidState, { icon: Icon; color: string }> = {
  staffing: { icon: IconHourglassHigh, color: "yellow" },
  complete: { icon: IconCheck, color: "muster" },
  failed: { icon: IconHourglassOff, color: "gray" },
  awarded: { icon: IconAward, color: "muster" },
  lost: { icon: IconPackageOff, color: "gray" },
  withdrawn: { icon: IconX, color: "gray" },
};

/** Where a bid stands. */
export function BidBadge({ state }: { state: BidState }) {
  const { t } = useTranslation("bids");
  return <StatusBadge {...SIGNS[state]} label={t(`states.${state}`)} />;
}
