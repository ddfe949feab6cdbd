import { Alert, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconFileInvoice, IconInfoCircle } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { invoicesListMineInfiniteOptions, invoicesReadBillingOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Whole } from "@/components/Whole";
import { useTitle } from "@/features/engagements/useTitle";
import classes from "@/features/engagements/work.module.css";
import { listed } from "./amounts";
import { KindBadge } from "./KindBadge";

/** The invoices and credit notes of the organisation. */
export function InvoicesPage() {
  const { t } = useTranslation("invoices");
  const title = useTitle();
  const billing = useQuery(invoicesReadBillingOptions());
  const query = useInfiniteQuery({ ...invoicesListMineInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("list.title")} lead={t("list.lead")} />
      <Coming isPending={billing.isPending} waiting={<Waiting lines={1} />}>
        {billing.data && !billing.data.details && (
          <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("list.missing")}>
            <Stack gap="sm" align="flex-start">
              {billing.data.waiting > 0 && <Text size="sm">{t("list.waiting", { count: billing.data.waiting })}</Text>}
              <LinkButton to="/billing" variant="default">
                {t("list.toBilling")}
              </LinkButton>
            </Stack>
          </Alert>
        )}
      </Coming>
      <PagedList
        query={query}
        empty={
          <EmptyState
            icon={<IconFileInvoice size={40} stroke={1.4} aria-hidden />}
            title={t("list.empty")}
            text={t("list.emptyText")}
            action={<LinkButton to="/engagements">{t("list.toEngagements")}</LinkButton>}
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
                        <Link to="/invoices/$id" params={{ id: each.id }} className={cards.link}>
                          <Whole text={each.number} />
                        </Link>
                      </Title>
                      <KindBadge kind={each.kind} />
                    </Group>
                    <Text size="sm">
                      {each.contract}, {title.milestone(each.title)}
                    </Text>
                    <div className={classes.line}>
                      <Text size="sm" fw={600}>
                        <Money minor={listed(each.kind, each.gross).amount} currency={each.gross.currency} />
                      </Text>
                      <Text size="sm" c="dimmed">
                        {t("list.ofTax")}{" "}
                        <Money minor={listed(each.kind, each.tax).amount} currency={each.tax.currency} />
                      </Text>
                      <Text size="sm" c="dimmed">
                        <Moment at={each.issued_at} />
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
