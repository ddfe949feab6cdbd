import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconBriefcase2 } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EngagementState, Milestone } from "@/api/generated";
import {
  engagementsListInfiniteOptions,
  engagementsListMineInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { percent } from "./amounts";
import { EngagementBadge } from "./StateBadges";
import { useHat } from "./useHat";
import { useTitle } from "./useTitle";
import classes from "./work.module.css";

/** The contracts that followed an award: a client's, or those in which a member has a seat. */
export function EngagementsPage() {
  const { t } = useTranslation("engagements");
  const isMember = useHat() === "member";
  return (
    <PageStack>
      <PageHeader title={t("list.title")} lead={t(isMember ? "list.leadMember" : "list.leadClient")} />
      {isMember ? <Mine /> : <OfClient />}
    </PageStack>
  );
}

function OfClient() {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const query = useInfiniteQuery({ ...engagementsListInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PagedList
      query={query}
      empty={
        <EmptyState
          icon={<IconBriefcase2 size={40} stroke={1.4} aria-hidden />}
          title={t("list.empty")}
          text={t("list.emptyClient")}
          action={<LinkButton to="/briefs">{t("list.toBriefs")}</LinkButton>}
        />
      }
    >
      {(items) => (
        <ul className={cards.list}>
          {items.map((each) => (
            <Card key={each.id} id={each.id} title={each.title} state={each.state}>
              <Text size="sm">
                <Money minor={each.price.amount} currency={each.price.currency} />{" "}
                {t("list.plusTax", { rate: percent(each.tax_rate, locale) })}
              </Text>
              <Text size="sm" c="dimmed">
                {t("list.awarded")} <Moment at={each.created_at} />
              </Text>
            </Card>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function Mine() {
  const { t } = useTranslation("engagements");
  const query = useInfiniteQuery({ ...engagementsListMineInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PagedList
      query={query}
      empty={
        <EmptyState
          icon={<IconBriefcase2 size={40} stroke={1.4} aria-hidden />}
          title={t("list.empty")}
          text={t("list.emptyMember")}
          action={<LinkButton to="/invitations">{t("list.toInvitations")}</LinkButton>}
        />
      }
    >
      {(items) => (
        <ul className={cards.list}>
          {items.map((each) => (
            <Card key={each.id} id={each.id} title={each.title} state={each.state}>
              <Text size="sm">{each.client}</Text>
              <Text size="sm" c="dimmed">
                <NextDue milestones={each.milestones} />
              </Text>
            </Card>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

/** What is to be delivered next, and by when. */
function NextDue({ milestones }: { milestones: Milestone[] }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const title = useTitle();
  const next = milestones.find(({ state }) => state === "planned" || state === "funded");
  return next
    ? t("list.next", { milestone: title.milestone(next.title), day: day(next.due_day, locale) })
    : t("list.allDelivered");
}

interface CardProps {
  id: string;
  title: string;
  state: EngagementState;
  children: ReactNode;
}

/** An engagement in the list. All of the card leads to it. */
function Card({ id, title, state, children }: CardProps) {
  return (
    <li>
      <Paper withBorder p="md" className={cards.card}>
        <Stack gap={6}>
          <Group justify="space-between" align="flex-start" gap="xs">
            <Title order={2} size="h4" className={cards.title}>
              <Link to="/engagements/$id" params={{ id }} className={cards.link}>
                {title}
              </Link>
            </Title>
            <EngagementBadge state={state} />
          </Group>
          <div className={classes.line}>{children}</div>
        </Stack>
      </Paper>
    </li>
  );
}
