import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Milestone } from "@/api/generated";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { whenIs } from "@/lib/days";
import { day } from "@/lib/format";
import { MILESTONE_SIGNS, MilestoneBadge } from "./StateBadges";
import { standOf } from "./standing";
import { useTitle } from "./useTitle";
import classes from "./work.module.css";

interface Props {
  milestone: Milestone;
  /** On which day work on it begins, where that is still to come. */
  begins?: string;
  children: ReactNode;
}

/** A milestone as a step of the plan: its sign, its name, its days and its state; what belongs to it stands below. */
export function Step({ milestone, begins, children }: Props) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const zone = useZone();
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
              {begins && <>{t(`plan.begins.${whenIs(begins, zone)}`, { day: day(begins, locale) })} · </>}
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
