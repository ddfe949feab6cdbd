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
import type { EngagementState, FundingState, Milestone } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";
import { type Stand, standOf } from "./standing";

const ENGAGEMENT: Record<EngagementState, { icon: Icon; color: string }> = {
  active: { icon: IconProgress, color: "muster" },
  completed: { icon: IconCircleCheck, color: "gray" },
};

/** Where an engagement stands. */
export function EngagementBadge({ state }: { state: EngagementState }) {
  const { t } = useTranslation("engagements");
  return <StatusBadge {...ENGAGEMENT[state]} label={t(`states.${state}`)} />;
}

/** The sign and colour of wherever a milestone can stand. */
export const MILESTONE_SIGNS: Record<Stand, { icon: Icon; color: string }> = {
  planned: { icon: IconCalendarTime, color: "gray" },
  awaited: { icon: IconHourglassHigh, color: "yellow" },
  funded: { icon: IconLock, color: "muster" },
  submitted: { icon: IconSend, color: "yellow" },
  released: { icon: IconCircleCheck, color: "muster" },
  settled: { icon: IconScale, color: "gray" },
  left_out: { icon: IconCircleMinus, color: "gray" },
};

/** Where a milestone stands. */
export function MilestoneBadge({ milestone }: { milestone: Milestone }) {
  const { t } = useTranslation("engagements");
  const stand = standOf(milestone);
  return <StatusBadge {...MILESTONE_SIGNS[stand]} label={t(`milestoneStates.${stand}`)} />;
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
