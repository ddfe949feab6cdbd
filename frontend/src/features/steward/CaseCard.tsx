import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import cards from "@/components/cards.module.css";
import { Facts } from "@/components/Facts";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { StatusBadge } from "@/components/StatusBadge";
import { StateBadge as DisputeBadge } from "@/features/disputes/StateBadge";
import { useTitle } from "@/features/engagements/useTitle";
import { StateBadge as HandoverBadge } from "@/features/handovers/StateBadge";
import type { Waiting } from "./queue";
import classes from "./steward.module.css";

/** A case on the desk. All of the card leads to it. */
export function CaseCard({ waiting }: { waiting: Waiting }) {
  const { t } = useTranslation("steward");
  const { both } = useTitle();
  const isDispute = waiting.kind === "dispute";
  const { id, since, due } = waiting;
  const isLate = due !== undefined && Date.parse(due) < Date.now();
  const title = isDispute ? both(waiting.dispute.title) : waiting.handover.title;
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div className={cards.title}>
            <Text size="sm" c="dimmed">
              {t(isDispute ? "desk.dispute" : "desk.handover")}
            </Text>
            <Title order={3} size="h5">
              <Link to={isDispute ? "/disputes/$id" : "/handovers/$id"} params={{ id }} className={cards.link}>
                {title}
              </Link>
            </Title>
          </div>
          <Group gap={6}>
            {isLate && <StatusBadge icon={IconAlertTriangle} color="red" label={t("desk.overdue")} />}
            {isDispute ? (
              <DisputeBadge state={waiting.dispute.state} />
            ) : (
              <HandoverBadge state={waiting.handover.state} />
            )}
          </Group>
        </Group>
        {isDispute ? <DisputeFacts dispute={waiting.dispute} /> : <HandoverFacts handover={waiting.handover} />}
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconClock size={18} aria-hidden className={classes.sign} />
          <Text size="sm" c="dimmed">
            {t("desk.waitsSince")} <Moment at={since} relative />
            {due && (
              <>
                . {t("desk.due")}: <Moment at={due} relative />
              </>
            )}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

function DisputeFacts({ dispute }: { dispute: Extract<Waiting, { kind: "dispute" }>["dispute"] }) {
  const { t } = useTranslation("steward");
  const { amount, reason, opened_by } = dispute;
  return (
    <Facts
      facts={[
        { label: t("desk.amount"), value: <Money minor={amount.amount} currency={amount.currency} /> },
        { label: t("desk.reason"), value: t(`desk.disputeReasons.${reason}`) },
        { label: t("desk.openedBy"), value: t(`desk.sides.${opened_by}`) },
      ]}
    />
  );
}

function HandoverFacts({ handover }: { handover: Extract<Waiting, { kind: "handover" }>["handover"] }) {
  const { t } = useTranslation(["steward", "handovers"]);
  const { client, seat_title, reason, asked_by } = handover;
  return (
    <Facts
      facts={[
        { label: t("desk.client"), value: client },
        { label: t("desk.seat"), value: seat_title },
        { label: t("desk.reason"), value: t(`handovers:reasons.${reason}`) },
        { label: t("desk.askedBy"), value: t(`desk.sides.${asked_by}`) },
      ]}
    />
  );
}
