import { type Icon, IconAlertTriangle, IconArrowBackUp, IconCheck, IconSend, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PayoutState as State } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";
import classes from "./admin.module.css";

const SIGNS: Record<State, { icon: Icon; color: string }> = {
  sent: { icon: IconSend, color: "yellow" },
  settled: { icon: IconCheck, color: "muster" },
  rejected: { icon: IconX, color: "red" },
  returned: { icon: IconArrowBackUp, color: "red" },
};

/** Where a payout stands, and whether the bank told something of it that cannot be. */
export function PayoutState({ state, isDoubted }: { state: State; isDoubted: boolean }) {
  const { t } = useTranslation("payouts");
  const label = t(`batch.states.${state}`);
  return (
    <span className={classes.whole}>
      {isDoubted ? (
        <StatusBadge icon={IconAlertTriangle} color="red" label={`${t("batch.doubt")}: ${label}`} />
      ) : (
        <StatusBadge {...SIGNS[state]} label={label} />
      )}
    </span>
  );
}
