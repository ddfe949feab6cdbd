import { Alert, Paper, Stack, Text, Title } from "@mantine/core";
import { IconInfoCircle, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OpenBrief } from "@/api/generated";
import { bidsOpenBriefsInfiniteOptions, membersReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { BiddingCategories } from "@/features/member/BiddingCategories";
import { useCategoryName } from "@/features/runs/CategoryName";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import classes from "./bids.module.css";

/** Briefs on which the member may bid, and the categories that they chose for it. */
export function OpenBriefsPage() {
  const { t } = useTranslation("bids");
  const profile = useQuery(membersReadOptions());
  return (
    <PageStack>
      <PageHeader title={t("open.title")} lead={t("open.lead")} />
      {profile.data && !profile.data.takes_bids && (
        <Alert variant="outline" color="yellow" icon={<IconInfoCircle aria-hidden />}>
          <Text size="sm">{t("open.notTaking")}</Text>
          <TextLink to="/member/profile" size="sm">
            {t("open.toProfile")}
          </TextLink>
        </Alert>
      )}
      <Section title={t("open.list")} plain>
        <Briefs />
      </Section>
      {/* Its words come later. */}
      <Coming waiting={<Waiting lines={1} />}>
        <BiddingCategories />
      </Coming>
    </PageStack>
  );
}

function Briefs() {
  const { t } = useTranslation("bids");
  const briefs = useInfiniteQuery({ ...bidsOpenBriefsInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const empty = (
    <EmptyState
      icon={<IconSearch size={40} stroke={1.4} aria-hidden />}
      title={t("open.emptyTitle")}
      text={t("open.emptyText")}
      action={
        <LinkButton to="/invitations" variant="default">
          {t("room.toInvitation")}
        </LinkButton>
      }
    />
  );
  return (
    <PagedList query={briefs} empty={empty}>
      {(items) => (
        <ul className={cards.list}>
          {items.map((brief: OpenBrief) => (
            <li key={brief.id}>
              <BriefCard brief={brief} />
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function BriefCard({ brief }: { brief: OpenBrief }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const { title, category, seats, budget, currency } = brief.document;
  const categoryName = useCategoryName();
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={6}>
        <Title order={3} size="h4" className={classes.title}>
          <Link to="/member/briefs/$id" params={{ id: brief.id }} className={cards.link}>
            {title}
          </Link>
        </Title>
        <div className={classes.line}>
          <Text size="sm">{categoryName(category)}</Text>
          <Text size="sm">{t("open.seats", { count: seats.length })}</Text>
          {budget != null && (
            <Text size="sm">
              {t("openBrief.budget")}: {money(budget, currency, locale)}
            </Text>
          )}
        </div>
        {brief.deadline_at && (
          <Text size="sm" c="dimmed">
            {t("open.until")} <Moment at={brief.deadline_at} relative />
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
