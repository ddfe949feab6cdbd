import {
  type Icon,
  IconArrowBackUp,
  IconCircleCheck,
  IconGavel,
  IconMessage2,
  IconMessages,
  IconScale,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DisputeState } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

const SIGNS: Record<DisputeState, { icon: Icon; color: string }> = {
  opened: { icon: IconMessage2, color: "yellow" },
  heard: { icon: IconMessages, color: "yellow" },
  decided: { icon: IconGavel, color: "yellow" },
  appealed: { icon: IconScale, color: "yellow" },
  settled: { icon: IconCircleCheck, color: "muster" },
  withdrawn: { icon: IconArrowBackUp, color: "gray" },
};

/** Where a dispute stands. */
export function StateBadge({ state }: { state: DisputeState }) {
  const { t } = useTranslation("disputes");
  return <StatusBadge {...SIGNS[state]} label={t(`states.${state}`)} />;
}
