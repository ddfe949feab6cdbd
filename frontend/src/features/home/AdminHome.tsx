import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  bookBookBalancesOptions,
  bookBookChecksOptions,
  fundingsListStraysOptions,
  jobsListOptions,
  payoutsListBankFilesOptions,
  payoutsUnclaimedBankCreditsOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { isPayable } from "@/features/payouts/currency";
import { useLocale } from "@/i18n/useLocale";
import { money, withReferences } from "@/lib/format";
import { WaitList } from "./WaitList";
import type { WaitItem } from "./waiting";

/** What an administrator looks at in the morning: the book, money that fits nothing, and what the bank's files contradict. */
export function AdminHome() {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const checks = useQuery(bookBookChecksOptions({ query: { limit: 1 } }));
  const strays = useQuery(fundingsListStraysOptions({ query: { limit: 20 } }));
  const unclaimed = useQuery(payoutsUnclaimedBankCreditsOptions());
  const files = useQuery(payoutsListBankFilesOptions({ query: { limit: 5 } }));
  const jobs = useQuery(jobsListOptions({ query: { limit: 100 } }));
  const check = checks.data?.items[0];
  const dead = jobs.data?.items ?? [];
  const items: WaitItem[] = [
    ...(strays.data?.items ?? []).map(({ id, amount, remittance, came_at }) => ({
      key: id,
      wait: "stray" as const,
      title: `${money(amount.amount, amount.currency, locale)} · ${withReferences(remittance)}`,
      link: { to: "/strays" } as const,
      since: came_at,
    })),
    ...(unclaimed.data ?? []).map(({ credits, sum, since }) => ({
      key: sum.currency,
      wait: "unclaimed" as const,
      title: t("home.unclaimed", { count: credits, sum: money(sum.amount, sum.currency, locale) }),
      link: { to: "/bank-credits" } as const,
      since,
    })),
    ...(files.data?.items ?? [])
      .filter(({ contradictions }) => contradictions.length > 0)
      .map(({ id, contradictions, received_at }) => ({
        key: id,
        wait: "contradiction" as const,
        title: t("home.contradictions", { count: contradictions.length }),
        link: { to: "/bank-files/$id", params: { id } } as const,
        since: received_at,
      })),
  ];
  if (check && check.faults > 0) {
    items.push({
      key: "book",
      wait: "fault",
      title: t("home.faults", { count: check.faults }),
      link: { to: "/book/checks" },
      since: check.checked_at,
    });
  }
  if (dead.length > 0) {
    items.push({
      key: "jobs",
      wait: "job",
      title: t("home.jobs", { count: dead.length }),
      link: { to: "/jobs" },
      since: dead.at(-1)?.finished_at ?? undefined,
    });
  }
  return (
    <>
      <WaitList items={items} parts={[checks, strays, unclaimed, files, jobs]} />
      <Section title={t("home.book")}>
        <Loaded query={checks} waiting={<Waiting lines={1} />}>
          {() =>
            check ? (
              <Group>
                <StatusBadge
                  icon={check.faults === 0 ? IconCircleCheck : IconAlertTriangle}
                  color={check.faults === 0 ? "muster" : "red"}
                  label={check.faults === 0 ? t("home.bookFine") : t("home.faults", { count: check.faults })}
                />
                <Text size="sm">
                  <Moment at={check.checked_at} />
                </Text>
                <TextLink to="/book/checks" size="sm">
                  {t("home.toChecks")}
                </TextLink>
              </Group>
            ) : (
              <Text c="dimmed">{t("home.noCheck")}</Text>
            )
          }
        </Loaded>
      </Section>
      <Owed />
    </>
  );
}

const PAID = ["member", "space", "client", "payer"] as const;

/** What is owed to those whom a batch of payouts pays, and where one is made as far as it can be paid out. */
function Owed() {
  const { t } = useTranslation("member");
  const query = useQuery(bookBookBalancesOptions());
  return (
    <Section title={t("home.owed")}>
      <Loaded query={query} waiting={<Waiting lines={1} />}>
        {({ currencies }) => {
          const sums = currencies.flatMap(({ kinds }) =>
            PAID.flatMap((kind) =>
              kinds
                .filter(({ account, credit }) => account === kind && credit.amount > 0)
                .map(({ credit }) => ({ ...credit, kind })),
            ),
          );
          return (
            <>
              {sums.length === 0 ? (
                <Text c="dimmed">{t("home.owedNothing")}</Text>
              ) : (
                <Facts
                  isShort
                  facts={sums.map(({ kind, amount, currency }) => ({
                    label: t(`home.owedTo.${kind}`, { currency }),
                    value: <Money minor={amount} currency={currency} />,
                  }))}
                />
              )}
              {sums.some(isPayable) && (
                <TextLink to="/payout-batches" size="sm">
                  {t("home.toBatches")}
                </TextLink>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
