import {
  type Icon,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleMinus,
  IconEye,
  IconHourglassHigh,
  IconHourglassOff,
  IconSearch,
  IconUserQuestion,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { HandoverState } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

const SIGNS: Record<HandoverState, { icon: Icon; color: string }> = {
  asked: { icon: IconHourglassHigh, color: "yellow" },
  taken: { icon: IconEye, color: "yellow" },
  seeking: { icon: IconSearch, color: "muster" },
  unfilled: { icon: IconUserQuestion, color: "red" },
  done: { icon: IconCircleCheck, color: "muster" },
  cut: { icon: IconCircleMinus, color: "gray" },
  refused: { icon: IconX, color: "red" },
  withdrawn: { icon: IconArrowBackUp, color: "gray" },
  lapsed: { icon: IconHourglassOff, color: "gray" },
};

/** Where a handover stands. */
export function StateBadge({ state }: { state: HandoverState }) {
  const { t } = useTranslation("handovers");
  return <StatusBadge {...SIGNS[state]} label={t(`states.${state}`)} />;
}
