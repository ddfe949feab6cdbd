import { Button, Group, Stack, Text } from "@mantine/core";
import { type Icon, IconAlertTriangle, IconCheck, IconClock, IconPlayerPause, IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DeliveryState,
  type PageMessageView,
  type WebhookState,
  type WebhookView,
  webhooksPause,
  webhooksRemove,
  webhooksRenew,
  webhooksResume,
  webhooksSendAgain,
  webhooksTest,
} from "@/api/generated";
import { webhooksMessagesInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import type { KnownProblem } from "@/api/problem";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { Facts } from "@/components/Facts";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import classes from "./account.module.css";
import { CLIENT_KINDS } from "./words";

interface Props {
  webhook: WebhookView;
  showSecret: (secret: string) => void;
}

const SIGNS: Record<WebhookState, { icon: Icon; color: string }> = {
  active: { icon: IconCheck, color: "muster" },
  paused: { icon: IconPlayerPause, color: "gray" },
  stopped: { icon: IconAlertTriangle, color: "red" },
};

function useTell(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("account");
  return ({ code }) => {
    if (code === "forbidden") {
      return t("webhooks.role");
    }
    return ["webhook-state", "delivery-state"].includes(code) ? t("webhooks.stateMoved") : undefined;
  };
}

/** One webhook: where it stands, what can be done with it, and what it was sent. */
export function WebhookCard({ webhook, showSecret }: Props) {
  const { t } = useTranslation("account");
  const tell = useTell();
  const [isOpen, setOpen] = useState(false);
  const { id, url, kinds, state, created_at } = webhook;
  const path = { id };
  const pause = useAct({ act: () => webhooksPause({ path, throwOnError: true }), done: t("webhooks.paused"), tell });
  const resume = useAct({ act: () => webhooksResume({ path, throwOnError: true }), done: t("webhooks.resumed"), tell });
  const test = useAct({ act: () => webhooksTest({ path, throwOnError: true }), done: t("webhooks.tested"), tell });
  const remove = useAct({ act: () => webhooksRemove({ path, throwOnError: true }), done: t("webhooks.removed"), tell });
  const renew = useAct({
    act: async () => (await webhooksRenew({ path, throwOnError: true })).data.secret,
    onDone: showSecret,
    tell,
  });
  const hasAll = CLIENT_KINDS.every((kind) => kinds.includes(kind));
  const heard = hasAll ? t("webhooks.everything") : kinds.map((kind) => t(`kinds.${kind}`)).join(", ");
  return (
    <Section title={url} aside={<StatusBadge {...SIGNS[state]} label={t(`webhooks.states.${state}`)} />}>
      <Facts
        facts={[
          { label: t("webhooks.kinds"), value: heard },
          { label: t("webhooks.since"), value: <Moment at={created_at} /> },
        ]}
      />
      <Group gap="sm">
        <Button variant="default" size="compact-md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "webhooks.hideMessages" : "webhooks.showMessages")}
        </Button>
        <Button variant="default" size="compact-md" loading={test.isPending} onClick={() => test.mutate()}>
          {t("webhooks.test")}
        </Button>
        {state === "active" ? (
          <Button variant="default" size="compact-md" loading={pause.isPending} onClick={() => pause.mutate()}>
            {t("webhooks.pause")}
          </Button>
        ) : (
          <Button variant="default" size="compact-md" loading={resume.isPending} onClick={() => resume.mutate()}>
            {t("webhooks.resume")}
          </Button>
        )}
        <ConfirmButton
          variant="default"
          size="compact-md"
          title={t("webhooks.renewTitle")}
          text={t("webhooks.renewText")}
          act={renew}
        >
          {t("webhooks.renew")}
        </ConfirmButton>
        <ConfirmButton
          variant="default"
          size="compact-md"
          title={t("webhooks.removeTitle")}
          text={t("webhooks.removeText")}
          act={remove}
        >
          {t("webhooks.remove")}
        </ConfirmButton>
      </Group>
      {isOpen && <Messages webhook={webhook} />}
    </Section>
  );
}

const DELIVERIES: Record<DeliveryState, { icon: Icon; color: string }> = {
  waiting: { icon: IconClock, color: "yellow" },
  delivered: { icon: IconCheck, color: "muster" },
  dead: { icon: IconX, color: "red" },
};

function Messages({ webhook }: { webhook: WebhookView }) {
  const { t } = useTranslation("account");
  const messages = useInfiniteQuery({
    ...webhooksMessagesInfiniteOptions({ path: { id: webhook.id }, query: { limit: 20 } }),
    initialPageParam: { path: { id: webhook.id }, query: {} },
    getNextPageParam: ({ next }) => (next ? { path: { id: webhook.id }, query: { after: next } } : undefined),
  });
  return (
    <PagedList query={messages} empty={<Text c="dimmed">{t("webhooks.noMessages")}</Text>}>
      {(all) => (
        <DataTable
          caption={t("webhooks.messages", { url: webhook.url })}
          rows={all}
          rowKey={({ id }) => id}
          columns={[
            { key: "event", label: t("webhooks.event"), cell: ({ event }) => event },
            {
              key: "state",
              label: t("webhooks.state"),
              cell: ({ state }) => (
                <span className={classes.whole}>
                  <StatusBadge {...DELIVERIES[state]} label={t(`webhooks.deliveries.${state}`)} />
                </span>
              ),
            },
            {
              key: "answer",
              label: t("webhooks.answer"),
              cell: ({ status, attempts }) => (
                <Stack gap={0}>
                  <span>{status ?? "–"}</span>
                  <Text size="sm" c="dimmed">
                    {t("webhooks.attempts", { count: attempts })}
                  </Text>
                </Stack>
              ),
            },
            {
              key: "when",
              label: t("webhooks.when"),
              cell: ({ tried_at, created_at }) => <Moment at={tried_at ?? created_at} />,
            },
            { key: "act", label: t("webhooks.act"), cell: (message) => <SendAgain message={message} /> },
          ]}
        />
      )}
    </PagedList>
  );
}

function SendAgain({ message }: { message: PageMessageView["items"][number] }) {
  const { t } = useTranslation("account");
  const tell = useTell();
  const again = useAct({
    act: () => webhooksSendAgain({ path: { id: message.id }, throwOnError: true }),
    done: t("webhooks.sentAgain"),
    tell,
  });
  if (message.state === "waiting") {
    return "–";
  }
  return (
    <Button variant="default" size="compact-sm" loading={again.isPending} onClick={() => again.mutate()}>
      {t("webhooks.sendAgain")}
    </Button>
  );
}
