import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import {
  IconArrowBackUp,
  IconCircleCheck,
  IconHourglassHigh,
  IconHourglassOff,
  IconLink,
  IconMailQuestion,
  IconX,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type ConnectionState,
  connectionsConfirmConnection,
  connectionsDeclineConnection,
  connectionsTakeBackConnection,
  type PageConnection,
} from "@/api/generated";
import { connectionsListConnectionsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { EmptyState } from "@/components/EmptyState";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { LogConnection } from "./LogConnection";
import classes from "./ties.module.css";

type Connection = PageConnection["items"][number];

const SIGNS = {
  proposed: { icon: IconHourglassHigh, color: "yellow" },
  confirmed: { icon: IconCircleCheck, color: "muster" },
  declined: { icon: IconX, color: "red" },
  expired: { icon: IconHourglassOff, color: "red" },
  taken_back: { icon: IconArrowBackUp, color: "yellow" },
} as const satisfies Record<ConnectionState, object>;

/** A member's connections, what happened last first; of those shown, the ones that wait for their word stand before all others. */
export function Connections() {
  const { t } = useTranslation("ties");
  const query = useInfiniteQuery({
    ...connectionsListConnectionsInfiniteOptions({ query: { limit: 20 } }),
    ...paging,
  });
  return (
    <Section title={t("connections.title")} lead={t("connections.lead")} plain>
      <PagedList
        query={query}
        empty={
          <EmptyState
            icon={<IconLink size={40} stroke={1.4} aria-hidden />}
            title={t("connections.emptyTitle")}
            text={t("connections.emptyText")}
            action={<LogConnection />}
          />
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items
              .toSorted((one, other) => Number(other.awaits_you) - Number(one.awaits_you))
              .map((connection) => (
                <li key={connection.id}>
                  <ConnectionCard connection={connection} />
                </li>
              ))}
          </ul>
        )}
      </PagedList>
    </Section>
  );
}

function ConnectionCard({ connection }: { connection: Connection }) {
  const { t } = useTranslation("ties");
  const { locale } = useLocale();
  const { state, awaits_you } = connection;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={3} size="h5" className={classes.name}>
            {t(`kindsWith.${connection.kind}`, { name: connection.with })}
          </Title>
          {awaits_you ? (
            <StatusBadge icon={IconMailQuestion} color="yellow" label={t("connections.awaitsYou")} />
          ) : (
            <StatusBadge {...SIGNS[state]} label={t(`states.${state}`)} />
          )}
        </Group>
        {connection.note && <Text className={classes.note}>{connection.note}</Text>}
        <Text size="sm" c="dimmed">
          {day(connection.happened_on, locale)}
          {connection.by_host && ` · ${t("connections.byHost")}`}
          {state === "proposed" && (
            <>
              {" · "}
              {t("connections.expires")} <Moment at={connection.expires_at} relative />
            </>
          )}
        </Text>
        <Acts connection={connection} />
      </Stack>
    </Paper>
  );
}

function Acts({ connection: { id, state, awaits_you, with: name } }: { connection: Connection }) {
  const { t } = useTranslation("ties");
  const path = { connection: id };
  const confirm = useAct({
    act: () => connectionsConfirmConnection({ path, throwOnError: true }),
    done: t("connections.confirmed"),
  });
  const decline = useAct({
    act: () => connectionsDeclineConnection({ path, throwOnError: true }),
    done: t("connections.declined"),
  });
  const takeBack = useAct({
    act: () => connectionsTakeBackConnection({ path, throwOnError: true }),
    done: t("connections.takenBack"),
  });
  if (awaits_you) {
    return (
      <Group gap="sm">
        <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
          {t("connections.confirm")}
        </Button>
        <ConfirmButton
          variant="default"
          title={t("connections.declineTitle")}
          text={t("connections.declineText", { name })}
          act={decline}
        >
          {t("connections.decline")}
        </ConfirmButton>
      </Group>
    );
  }
  return state === "proposed" || state === "confirmed" ? (
    <Group>
      <ConfirmButton
        variant="default"
        title={t("connections.takeBackTitle")}
        text={t("connections.takeBackText", { name })}
        act={takeBack}
      >
        {t("connections.takeBack")}
      </ConfirmButton>
    </Group>
  ) : null;
}
