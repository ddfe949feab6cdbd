import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconGavel } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { disputesListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useHat } from "@/features/engagements/useHat";
import { useTitle } from "@/features/engagements/useTitle";
import classes from "@/features/engagements/work.module.css";
import { StateBadge } from "./StateBadge";

/** The disputes of whoever looks: their organisation's, those about their work, or those they were drawn for. */
export function DisputesPage() {
  const { t } = useTranslation("disputes");
  const title = useTitle();
  const hat = useHat();
  const isSteward = hat === "steward";
  const query = useInfiniteQuery({ ...disputesListInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("list.title")} lead={t(isSteward ? "list.leadSteward" : "list.leadParty")} />
      <PagedList
        query={query}
        empty={
          <EmptyState
            icon={<IconGavel size={40} stroke={1.4} aria-hidden />}
            title={t("list.empty")}
            text={t(isSteward ? "list.emptySteward" : hat === "member" ? "list.emptyMember" : "list.emptyClient")}
            action={
              <LinkButton to={isSteward ? "/desk" : "/engagements"} variant="default">
                {t(isSteward ? "list.toDesk" : "list.toEngagements")}
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
                        <Link to="/disputes/$id" params={{ id: each.id }} className={cards.link}>
                          {title.both(each.title)}
                        </Link>
                      </Title>
                      <StateBadge state={each.state} />
                    </Group>
                    <div className={classes.line}>
                      <Text size="sm" fw={600}>
                        <Money minor={each.amount.amount} currency={each.amount.currency} />
                      </Text>
                      <Text size="sm">{t("page.reason", { reason: t(`reasons.${each.reason}`) })}</Text>
                      <Text size="sm" c="dimmed">
                        {each.due_at ? (
                          <>
                            {t("list.due")} <Moment at={each.due_at} relative />
                          </>
                        ) : (
                          each.ended_at && (
                            <>
                              {t("page.ended")} <Moment at={each.ended_at} />
                            </>
                          )
                        )}
                      </Text>
                    </div>
                  </Stack>
                </Paper>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </PageStack>
  );
}
