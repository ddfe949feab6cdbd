import { Text } from "@mantine/core";
import { IconCheck, IconCircle, IconCircleDot, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { Moment } from "@/components/Moment";
import classes from "./briefs.module.css";
import { stepsOf } from "./steps";

const SIGNS = { done: IconCheck, now: IconCircleDot, ahead: IconCircle, ended: IconX };

/** Where a brief stands on its way from a draft to the award. */
export function BriefTimeline({ brief }: { brief: BriefView }) {
  const { t } = useTranslation("briefs");
  return (
    <ol className={classes.timeline}>
      {stepsOf(brief).map(({ step, stand, at }) => {
        const Sign = SIGNS[stand];
        return (
          <li key={step} data-stand={stand} aria-current={stand === "now" ? "step" : undefined}>
            <Sign size={20} aria-hidden />
            <div>
              <Text size="sm" fw={600}>
                {t(`timeline.${step}`)}
              </Text>
              <Text size="sm" c="dimmed">
                {at ? <Moment at={at} /> : t(`stand.${stand}`)}
              </Text>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
