import { IconCalendarEvent, IconCheck, IconHourglassHigh, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Published } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

/** Where a policy stands: whether it is the one in force and, for stewards, for whom it waits. */
export function PolicyState({ policy, inForce }: { policy: Published; inForce: number | undefined }) {
  const { t } = useTranslation("policy");
  if (policy.version != null && policy.version === inForce) {
    return <StatusBadge icon={IconCheck} color="muster" label={t("states.inForce")} />;
  }
  if (policy.state === "adopted") {
    const isComing = policy.in_force_from != null && Date.parse(policy.in_force_from) > Date.now();
    const label = t(isComing ? "states.coming" : "states.adopted");
    return <StatusBadge icon={isComing ? IconCalendarEvent : IconCheck} color="gray" label={label} />;
  }
  if (policy.state === "proposed") {
    const label = t(policy.yours ? "states.proposed" : "states.awaitsYou");
    return <StatusBadge icon={IconHourglassHigh} color="yellow" label={label} />;
  }
  return <StatusBadge icon={IconX} color="gray" label={t("states.withdrawn")} />;
}
