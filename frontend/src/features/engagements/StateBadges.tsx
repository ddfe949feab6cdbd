import {
  type Icon,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleMinus,
  IconClockHour4,
  IconHourglassHigh,
  IconLock,
  IconProgress,
  IconScale,
  IconSend,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { EngagementState, FundingState, MilestoneState } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

const ENGAGEMENT: Record<EngagementState, { icon: Icon; color: string }> = {
  active: { icon: IconProgress, color: "muster" },
  completed: { icon: IconCircleCheck, color: "gray" },
};

/** Where an engagement stands. */
export function EngagementBadge({ state }: { state: EngagementState }) {
  const { t } = useTranslation("engagements");
  return <StatusBadge {...ENGAGEMENT[state]} label={t(`states.${state}`)} />;
}

/** The sign and colour of each state of a milestone. */
export const MILESTONE_SIGNS: Record<MilestoneState, { icon: Icon; color: string }> = {
  planned: { icon: IconCalendarTime, color: "gray" },
  funded: { icon: IconLock, color: "muster" },
  submitted: { icon: IconSend, color: "yellow" },
  released: { icon: IconCircleCheck, color: "muster" },
  settled: { icon: IconScale, color: "gray" },
  left_out: { icon: IconCircleMinus, color: "gray" },
};

/** Where a milestone stands. */
export function MilestoneBadge({ state }: { state: MilestoneState }) {
  const { t } = useTranslation("engagements");
  return <StatusBadge {...MILESTONE_SIGNS[state]} label={t(`milestoneStates.${state}`)} />;
}

const FUNDING: Record<FundingState, { icon: Icon; color: string }> = {
  pending: { icon: IconHourglassHigh, color: "yellow" },
  posted: { icon: IconCircleCheck, color: "muster" },
  void: { icon: IconX, color: "gray" },
  expired: { icon: IconClockHour4, color: "red" },
};

/** What became of a request for money. */
export function FundingBadge({ state }: { state: FundingState }) {
  const { t } = useTranslation("engagements");
  return <StatusBadge {...FUNDING[state]} label={t(`fundingStates.${state}`)} />;
}
