import {
  type Icon,
  IconCheck,
  IconClockPause,
  IconHourglassHigh,
  IconHourglassOff,
  IconLock,
  IconMailForward,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CounterState, InvitationState, StandbyState } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

interface Look {
  icon: Icon;
  color: string;
}

const INVITATIONS: Record<InvitationState, Look> = {
  pending: { icon: IconHourglassHigh, color: "yellow" },
  accepted: { icon: IconCheck, color: "muster" },
  declined: { icon: IconX, color: "gray" },
  lapsed: { icon: IconHourglassOff, color: "gray" },
  closed: { icon: IconLock, color: "gray" },
};

const STANDBYS: Record<StandbyState, Look> = {
  asked: { icon: IconHourglassHigh, color: "yellow" },
  ready: { icon: IconClockPause, color: "muster" },
  declined: { icon: IconX, color: "gray" },
  lapsed: { icon: IconHourglassOff, color: "gray" },
  offered: { icon: IconMailForward, color: "muster" },
  closed: { icon: IconLock, color: "gray" },
};

const COUNTERS: Record<CounterState, Look> = {
  waiting: { icon: IconHourglassHigh, color: "yellow" },
  held: { icon: IconCheck, color: "muster" },
  refused: { icon: IconX, color: "gray" },
  lapsed: { icon: IconHourglassOff, color: "gray" },
  closed: { icon: IconLock, color: "gray" },
};

/** Where an invitation stands. */
export function InvitationBadge({ state }: { state: InvitationState }) {
  const { t } = useTranslation("invitations");
  return <StatusBadge {...INVITATIONS[state]} label={t(`states.${state}`)} />;
}

/** Where a standby stands. */
export function StandbyBadge({ state }: { state: StandbyState }) {
  const { t } = useTranslation("invitations");
  return <StatusBadge {...STANDBYS[state]} label={t(`standbyStates.${state}`)} />;
}

/** Where a counter-offer stands. */
export function CounterBadge({ state }: { state: CounterState }) {
  const { t } = useTranslation("invitations");
  return <StatusBadge {...COUNTERS[state]} label={t(`counterStates.${state}`)} />;
}
