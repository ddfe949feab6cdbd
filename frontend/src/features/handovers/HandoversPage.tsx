import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconReplace } from "@tabler/icons-react";
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Asker, HandoverState } from "@/api/generated";
import {
  handoversCasesInfiniteOptions,
  handoversListOfClientInfiniteOptions,
  handoversListOfMemberInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { type PageOf, paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useHat } from "@/features/engagements/useHat";
import classes from "@/features/engagements/work.module.css";
import { StateBadge } from "./StateBadge";

/** The handovers that whoever looks may know of. */
export function HandoversPage() {
  const { t } = useTranslation("handovers");
  const hat = useHat();
  const who = hat === "member" || hat === "steward" ? hat : "client";
  return (
    <PageStack>
      <PageHeader title={t("list.title")} lead={t(`list.lead.${who}`)} />
      {who === "client" && <OfClient />}
      {who === "member" && <OfMember />}
      {who === "steward" && <Cases />}
    </PageStack>
  );
}

interface Line {
  id: string;
  title: string;
  seat_title: string;
  state: HandoverState;
  asked_by: Asker;
  created_at: string;
}

function OfClient() {
  return (
    <List
      query={useInfiniteQuery({ ...handoversListOfClientInfiniteOptions({ query: { limit: 20 } }), ...paging })}
      who="client"
    />
  );
}

function OfMember() {
  return (
    <List
      query={useInfiniteQuery({ ...handoversListOfMemberInfiniteOptions({ query: { limit: 20 } }), ...paging })}
      who="member"
    />
  );
}

function Cases() {
  return (
    <List
      query={useInfiniteQuery({ ...handoversCasesInfiniteOptions({ query: { limit: 20 } }), ...paging })}
      who="steward"
    />
  );
}

interface ListProps {
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Line>>, unknown>;
  who: "client" | "member" | "steward";
}

function List({ query, who }: ListProps) {
  const { t } = useTranslation("handovers");
  return (
    <PagedList
      query={query}
      empty={
        <EmptyState
          icon={<IconReplace size={40} stroke={1.4} aria-hidden />}
          title={t("list.empty")}
          text={t(`list.emptyText.${who}`)}
          action={
            <LinkButton to={who === "steward" ? "/desk" : "/engagements"} variant="default">
              {t(who === "steward" ? "list.toDesk" : "list.toEngagements")}
            </LinkButton>
          }
        />
      }
    >
      {(items) => (
        <ul className={cards.list}>
          {items.map((each) => (
            <li key={each.id}>
              <Paper withBorder p="md" className={cards.card}>
                <Stack gap={6}>
                  <Group justify="space-between" align="flex-start" gap="xs">
                    <Title order={2} size="h4" className={cards.title}>
                      <Link to="/handovers/$id" params={{ id: each.id }} className={cards.link}>
                        {each.title}
                      </Link>
                    </Title>
                    <StateBadge state={each.state} />
                  </Group>
                  <div className={classes.line}>
                    <Text size="sm">{t("list.seat", { seat: each.seat_title })}</Text>
                    <Text size="sm">{t(`list.askedBy.${each.asked_by === who ? "you" : each.asked_by}`)}</Text>
                    <Text size="sm" c="dimmed">
                      <Moment at={each.created_at} relative />
                    </Text>
                  </div>
                </Stack>
              </Paper>
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}
