import { IconCircleCheck, IconCircleMinus, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OwnRun } from "@/api/generated";
import { StatusBadge } from "@/components/StatusBadge";

/** Whether a member was chosen in a run, or the seat was with them already and stays there. */
export function StandBadge({ run }: { run: Pick<OwnRun, "chosen" | "kept"> }) {
  const { t } = useTranslation("runs");
  return run.chosen ? (
    <StatusBadge icon={IconCircleCheck} color="muster" label={t(run.kept ? "kept" : "chosen")} />
  ) : (
    <StatusBadge icon={IconCircleMinus} color="yellow" label={t("notChosen")} />
  );
}

/** That a run tells less than there is to tell, for now. */
export function SealedBadge() {
  const { t } = useTranslation("runs");
  return <StatusBadge icon={IconLock} color="yellow" label={t("sealed")} />;
}
