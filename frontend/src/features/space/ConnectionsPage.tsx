import { NativeSelect, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCircleCheck, IconHourglassHigh, IconLink } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ConnectionKind, connectionsHostConnection, type HostedConnection } from "@/api/generated";
import {
  connectionsListHostedConnectionsInfiniteOptions,
  connectionsListHostedConnectionsInfiniteQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { ApiForm } from "@/components/ApiForm";
import { DataTable } from "@/components/DataTable";
import { DayInput } from "@/components/DayInput";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { day, list } from "@/lib/format";
import { daysOn } from "./rates";
import classes from "./space.module.css";

const KINDS = ["introduction", "advice", "support", "paid_work"] as const satisfies ConnectionKind[];
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What the hosts of a space saw happen between its members, and the form that logs it. */
export function ConnectionsPage({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const { locale } = useLocale();
  const connections = useInfiniteQuery({
    ...connectionsListHostedConnectionsInfiniteOptions({ path: { id: space }, query: { limit: 30 } }),
    ...pagingOf(space),
  });
  return (
    <PageStack>
      <PageHeader title={t("connections.title")} lead={t("connections.lead")} />
      <Section title={t("connections.log")} lead={t("connections.logLead")}>
        <LogForm space={space} />
      </Section>
      <Section title={t("connections.list")} plain>
        <PagedList<HostedConnection>
          query={connections}
          empty={
            <EmptyState
              icon={<IconLink size={40} stroke={1.4} aria-hidden />}
              title={t("connections.emptyTitle")}
              text={t("connections.emptyText")}
              action={
                <LinkButton to="/network" variant="default">
                  {t("connections.emptyAction")}
                </LinkButton>
              }
            />
          }
        >
          {(items) => (
            <DataTable
              caption={t("connections.list")}
              rows={items}
              rowKey={(connection) => connection.id}
              columns={[
                { key: "between", label: t("connections.between"), cell: ({ between }) => list(between, locale) },
                { key: "kind", label: t("connections.kind"), cell: ({ kind }) => t(`connectionKind.${kind}`) },
                { key: "day", label: t("connections.day"), cell: ({ happened_on }) => day(happened_on, locale) },
                {
                  key: "state",
                  label: t("connections.state"),
                  cell: ({ confirmed }) => <State confirmed={confirmed} />,
                },
              ]}
            />
          )}
        </PagedList>
      </Section>
    </PageStack>
  );
}

function State({ confirmed }: { confirmed: boolean }) {
  const { t } = useTranslation("space");
  return confirmed ? (
    <StatusBadge icon={IconCircleCheck} color="muster" label={t("connections.confirmed")} />
  ) : (
    <StatusBadge icon={IconHourglassHigh} color="yellow" label={t("connections.open")} />
  );
}

function LogForm({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const queries = useQueryClient();
  const today = new Date().toISOString().slice(0, 10);
  const earliest = daysOn(today, -365);
  // The two addresses are named as the server names them, so that its refusals find their fields.
  const { field, form, ...frame } = useApiForm({
    initial: { kind: "introduction", "emails[0]": "", "emails[1]": "", happened_on: today },
    rules: {
      kind: { right: (kind) => KINDS.some((each) => each === kind), wrong: t("connections.kindWrong") },
      "emails[0]": { right: (address) => ADDRESS.test(address.trim()), wrong: t("connections.emailWrong") },
      "emails[1]": { right: (address) => ADDRESS.test(address.trim()), wrong: t("connections.otherWrong") },
      happened_on: { right: (on) => on >= earliest && on <= today, wrong: t("connections.dayWrong") },
    },
    tell: ({ code }) => {
      switch (code) {
        case "connection-is-there":
          return t("connections.isThere");
        case "too-many-connections-today":
          return t("connections.tooMany");
        default:
          return undefined;
      }
    },
    send: async (values) => {
      await connectionsHostConnection({
        path: { id: space },
        body: {
          kind: KINDS.find((kind) => kind === values.kind) ?? "introduction",
          emails: [values["emails[0]"].trim(), values["emails[1]"].trim()],
          happened_on: values.happened_on,
        },
        throwOnError: true,
      });
      form.reset();
      notifications.show({ message: t("connections.logged"), color: "muster" });
      await queries.invalidateQueries({
        queryKey: connectionsListHostedConnectionsInfiniteQueryKey({ path: { id: space } }),
      });
    },
  });
  return (
    <ApiForm {...frame} verb={t("connections.submit")}>
      <div className={classes.fields}>
        <TextInput {...field("emails[0]")} type="email" label={t("connections.one")} autoComplete="off" />
        <TextInput {...field("emails[1]")} type="email" label={t("connections.other")} autoComplete="off" />
        <NativeSelect
          {...field("kind")}
          label={t("connections.kind")}
          data={KINDS.map((kind) => ({ value: kind, label: t(`connectionKind.${kind}`) }))}
        />
        <DayInput {...field("happened_on")} min={earliest} max={today} label={t("connections.day")} />
      </div>
      <Text size="sm" c="dimmed" maw="64ch">
        {t("connections.asked")}
      </Text>
    </ApiForm>
  );
}
