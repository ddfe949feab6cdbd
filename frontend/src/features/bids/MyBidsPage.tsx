import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconPackage } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OwnBidView } from "@/api/generated";
import { bidsOwnBidsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { BidBadge } from "./BidBadge";
import classes from "./bids.module.css";
import { OwnCounts } from "./OwnCounts";
import { OwnTurn } from "./OwnTurn";

/** Bids that the member is or was part of, never another one; and what clients see of the member beside them. */
export function MyBidsPage() {
  const { t } = useTranslation("bids");
  const bids = useInfiniteQuery({ ...bidsOwnBidsInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const empty = (
    <EmptyState
      icon={<IconPackage size={40} stroke={1.4} aria-hidden />}
      title={t("mine.emptyTitle")}
      text={t("mine.emptyText")}
      action={<LinkButton to="/member/briefs">{t("mine.emptyAction")}</LinkButton>}
    />
  );
  return (
    <PageStack>
      <PageHeader title={t("mine.title")} lead={t("mine.lead")} />
      <PagedList query={bids} empty={empty}>
        {(items) => (
          <ul className={cards.list}>
            {items.map((bid: OwnBidView) => (
              <li key={bid.id}>
                <BidCard bid={bid} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
      <OwnCounts />
    </PageStack>
  );
}

function BidCard({ bid }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const { id, title, state, origin, price } = bid;
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={6}>
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h4" className={cards.title}>
            <Link to="/bids/$id" params={{ id }} className={cards.link}>
              {title}
            </Link>
          </Title>
          <BidBadge state={state} />
        </Group>
        <div className={classes.line}>
          <Text size="sm">{t(`origins.${origin}`)}</Text>
          {price && <Text size="sm">{t("mine.price", { price: money(price.amount, price.currency, locale) })}</Text>}
        </div>
        <OwnTurn bid={bid} />
      </Stack>
    </Paper>
  );
}
