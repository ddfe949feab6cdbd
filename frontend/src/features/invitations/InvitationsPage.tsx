import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconClockPause, IconMailOpened } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { InvitationView, OfferedSeat, StandbyView } from "@/api/generated";
import { invitationsListInfiniteOptions, standbysListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import classes from "./invitations.module.css";
import { OVER } from "./over";
import { InvitationBadge, StandbyBadge } from "./StateBadge";

/** Which of the two lists is looked at. */
export type InvitationList = "offers" | "standbys";

/** Seats that the member is or was offered, and those they were asked to stand by for. */
export function InvitationsPage({ list }: { list: InvitationList }) {
  const { t } = useTranslation("invitations");
  return (
    <PageStack>
      <PageHeader title={t("list.title")} lead={t("list.lead")} />
      <nav aria-label={t("list.views")}>
        <Group gap="xs">
          <LinkButton to="/invitations" search={{}} size="sm" variant={list === "offers" ? "filled" : "default"}>
            {t("list.offers")}
          </LinkButton>
          <LinkButton
            to="/invitations"
            search={{ list: "standbys" }}
            size="sm"
            variant={list === "standbys" ? "filled" : "default"}
          >
            {t("list.standbys")}
          </LinkButton>
        </Group>
      </nav>
      {list === "offers" ? <Offers /> : <Standbys />}
    </PageStack>
  );
}

function Offers() {
  const { t } = useTranslation("invitations");
  const invitations = useInfiniteQuery({ ...invitationsListInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const empty = (
    <EmptyState
      icon={<IconMailOpened size={40} stroke={1.4} aria-hidden />}
      title={t("list.emptyTitle")}
      text={t("list.emptyText")}
      action={<LinkButton to="/availability">{t("list.emptyAction")}</LinkButton>}
    />
  );
  return (
    <PagedList query={invitations} empty={empty}>
      {(items) => (
        <ul className={cards.list}>
          {items.map((one: InvitationView) => (
            <li key={one.id}>
              <Card
                offered={one}
                to="/invitations/$id"
                id={one.id}
                badge={<InvitationBadge state={one.state} />}
                until={one.state === "pending" ? one.expires_at : null}
                isOver={OVER.has(one.state)}
              />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function Standbys() {
  const { t } = useTranslation("invitations");
  const standbys = useInfiniteQuery({ ...standbysListInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const empty = (
    <EmptyState
      icon={<IconClockPause size={40} stroke={1.4} aria-hidden />}
      title={t("list.noStandbysTitle")}
      text={t("list.noStandbysText")}
      action={
        <LinkButton to="/invitations" search={{}} variant="default">
          {t("list.offers")}
        </LinkButton>
      }
    />
  );
  return (
    <PagedList query={standbys} empty={empty}>
      {(items) => (
        <ul className={cards.list}>
          {items.map((one: StandbyView) => (
            <li key={one.id}>
              <Card
                offered={one}
                to="/standbys/$id"
                id={one.id}
                badge={<StandbyBadge state={one.state} />}
                until={one.state === "asked" ? one.expires_at : null}
                isOver={OVER.has(one.state)}
              />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

interface CardProps {
  offered: OfferedSeat;
  to: LinkProps["to"] & ("/invitations/$id" | "/standbys/$id");
  id: string;
  badge: ReactNode;
  /** Until when it can be answered, where it can. */
  until: string | null;
  isOver: boolean;
}

/** An offered seat in a list. All of the card leads to it. */
function Card({ offered, to, id, badge, until, isOver }: CardProps) {
  const { t } = useTranslation("invitations");
  const { locale } = useLocale();
  const { seat, title, rate, hours, weeks, keeps } = offered;
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={6}>
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h4" className={cards.title}>
            <Link to={to} params={{ id }} className={cards.link}>
              {t("list.card", { seat, title })}
            </Link>
          </Title>
          {badge}
        </Group>
        <div className={classes.line}>
          <Text size="sm">{t("list.rate", { rate: money(rate.amount, rate.currency, locale) })}</Text>
          <Text size="sm">{t("offer.hoursValue", { count: hours })}</Text>
          <Text size="sm">{t("offer.weeksValue", { count: weeks })}</Text>
          <Text size="sm" fw={600}>
            {t(isOver ? "list.keepsOver" : "list.keeps", { keeps: money(keeps.amount, keeps.currency, locale) })}
          </Text>
        </div>
        {until && (
          <Text size="sm" c="dimmed">
            {t("list.until")} <Moment at={until} relative />
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
