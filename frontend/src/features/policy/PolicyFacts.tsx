import { useTranslation } from "react-i18next";
import type { Published } from "@/api/generated";
import { Facts } from "@/components/Facts";
import { Moment } from "@/components/Moment";

/** The dates of a policy. */
export function PolicyFacts({ policy }: { policy: Published }) {
  const { t } = useTranslation("policy");
  const { proposed_at, decided_at, in_force_from, version } = policy;
  return (
    <Facts
      facts={[
        version != null && { label: t("facts.version"), value: version },
        proposed_at != null && { label: t("facts.proposedAt"), value: <Moment at={proposed_at} relative /> },
        decided_at != null && { label: t("facts.decidedAt"), value: <Moment at={decided_at} /> },
        in_force_from != null && { label: t("facts.inForceFrom"), value: <Moment at={in_force_from} relative /> },
      ]}
    />
  );
}
