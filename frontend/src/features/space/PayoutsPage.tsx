import { IconCash } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Payout } from "@/api/generated";
import { payoutsPayoutsOfSpaceInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { BankSection } from "./BankSection";
import { PayoutTable } from "./PayoutTable";

/** Where a space is paid, and what was paid out to it. */
export function PayoutsPage({ space }: { space: string }) {
  const { t } = useTranslation("space");
  const payouts = useInfiniteQuery({
    ...payoutsPayoutsOfSpaceInfiniteOptions({ path: { id: space }, query: { limit: 20 } }),
    ...pagingOf(space),
  });
  return (
    <PageStack>
      <PageHeader title={t("payouts.title")} lead={t("payouts.lead")} />
      <BankSection space={space} />
      <Section title={t("payouts.list")} plain>
        <PagedList<Payout>
          query={payouts}
          empty={
            <EmptyState
              icon={<IconCash size={40} stroke={1.4} aria-hidden />}
              title={t("payouts.emptyTitle")}
              text={t("payouts.emptyText")}
              action={
                <LinkButton to="/spaces/$space" params={{ space }} variant="default">
                  {t("payouts.emptyAction")}
                </LinkButton>
              }
            />
          }
        >
          {(items) => <PayoutTable payouts={items} caption={t("payouts.list")} />}
        </PagedList>
      </Section>
    </PageStack>
  );
}
