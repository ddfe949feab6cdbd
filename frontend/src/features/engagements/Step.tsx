import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Milestone } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { MILESTONE_SIGNS, MilestoneBadge } from "./StateBadges";
import { standOf } from "./standing";
import { useTitle } from "./useTitle";
import classes from "./work.module.css";

/** A milestone as a step of the plan: its sign, its name, its day and its state; what belongs to it stands below. */
export function Step({ milestone, children }: { milestone: Milestone; children: ReactNode }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const title = useTitle();
  const { icon: Sign } = MILESTONE_SIGNS[standOf(milestone)];
  const isNow = milestone.state === "funded" || milestone.state === "submitted";
  return (
    <li className={classes.step}>
      <span className={`${classes.sign} ${isNow ? classes.signNow : ""}`}>
        <Sign size={22} stroke={1.6} aria-hidden />
      </span>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Stack gap={0}>
            <Title order={3} size="h5">
              {title.milestone(milestone.title)}
            </Title>
            <Text size="sm" c="dimmed">
              {t("plan.due", { day: day(milestone.due_day, locale) })}
            </Text>
          </Stack>
          <MilestoneBadge milestone={milestone} />
        </Group>
        {children}
      </Stack>
    </li>
  );
}
