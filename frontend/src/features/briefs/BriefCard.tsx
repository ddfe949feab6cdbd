import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { PageBriefLine } from "@/api/generated";
import cards from "@/components/cards.module.css";
import { Moment } from "@/components/Moment";
import classes from "./briefs.module.css";
import { StateBadge } from "./StateBadge";

/** A brief in the list. All of the card leads to it. */
export function BriefCard({ brief }: { brief: PageBriefLine["items"][number] }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={6}>
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h4" className={cards.title}>
            <Link to="/briefs/$id" params={{ id: brief.id }} className={cards.link}>
              {brief.title}
            </Link>
          </Title>
          <StateBadge state={brief.state} />
        </Group>
        <div className={classes.line}>
          <Text size="sm">{t("briefs.seats", { count: brief.seats })}</Text>
          <Text size="sm" c="dimmed">
            {brief.deadline_at ? (
              <>
                {t("brief.deadline")}: <Moment at={brief.deadline_at} relative />
              </>
            ) : (
              brief.state === "draft" && t("briefs.noDeadline")
            )}
          </Text>
        </div>
      </Stack>
    </Paper>
  );
}
