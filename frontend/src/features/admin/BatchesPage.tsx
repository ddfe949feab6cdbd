import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCash } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { payoutsListBatchesInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./admin.module.css";
import { MakeBatch } from "./MakeBatch";

/** All batches of payouts, and the way to make another one. */
export function BatchesPage() {
  const { t } = useTranslation("payouts");
  const { locale } = useLocale();
  const batches = useInfiniteQuery({ ...payoutsListBatchesInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("batches.title")} lead={t("batches.lead")} />
      <MakeBatch />
      <Section plain title={t("batches.list")}>
        <PagedList
          query={batches}
          empty={
            <EmptyState
              icon={<IconCash size={40} stroke={1.4} aria-hidden />}
              title={t("batches.emptyTitle")}
              text={t("batches.emptyText")}
              action={
                <LinkButton to="/fundings" variant="default">
                  {t("batches.emptyAction")}
                </LinkButton>
              }
            />
          }
        >
          {(all) =>
            all.map(({ id, on, total, payouts, left_out, made_at }) => (
              <Paper key={id} withBorder p="md" className={cards.card}>
                <Group justify="space-between" align="flex-start" gap="xs">
                  <Stack gap={4} className={classes.title}>
                    <Title order={3} size="h5">
                      <Link to="/payout-batches/$id" params={{ id }} className={cards.link}>
                        {t("batches.of", { day: day(on, locale) })}
                      </Link>
                    </Title>
                    <Text size="sm">
                      {t("batches.payouts", { count: payouts })}, {t("batches.leftOut", { count: left_out })}
                    </Text>
                    <Text size="sm" c="dimmed">
                      <Moment at={made_at} relative />
                    </Text>
                  </Stack>
                  <Text fw={650}>
                    <Money minor={total.amount} currency={total.currency} />
                  </Text>
                </Group>
              </Paper>
            ))
          }
        </PagedList>
      </Section>
    </PageStack>
  );
}
