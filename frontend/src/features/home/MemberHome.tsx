import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  bidsOwnBidsOptions,
  bookMyEarningsOptions,
  connectionsListConnectionsOptions,
  crewsListOptions,
  engagementsListMineOptions,
  invitationsListOptions,
  membersReadOptions,
  payoutsMyBankDetailsOptions,
  reviewsWaitingOptions,
  standbysListOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { TextLink } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { isEarned } from "@/features/earnings/held";
import { useTitle } from "@/features/engagements/useTitle";
import { isPayable } from "@/features/payouts/currency";
import { useLocale } from "@/i18n/useLocale";
import { list, money } from "@/lib/format";
import classes from "./home.module.css";
import { useDisputeWaits } from "./useDisputeWaits";
import { WaitList } from "./WaitList";
import { memberMilestones, monthBefore, reviewWaits, sumsOf, type WaitItem } from "./waiting";

const EARNINGS = { query: { limit: 100 } };

/** What waits for a member, and what they earned this month. */
export function MemberHome() {
  const { t } = useTranslation(["member", "ties"]);
  const { locale } = useLocale();
  const invitations = useQuery(invitationsListOptions({ query: { limit: 20 } }));
  const standbys = useQuery(standbysListOptions({ query: { limit: 20 } }));
  const bids = useQuery(bidsOwnBidsOptions({ query: { limit: 20 } }));
  const engagements = useQuery(engagementsListMineOptions({ query: { limit: 20 } }));
  const profile = useQuery(membersReadOptions());
  const earnings = useQuery(bookMyEarningsOptions(EARNINGS));
  const bank = useQuery(payoutsMyBankDetailsOptions({ query: { limit: 1 } }));
  const connections = useQuery(connectionsListConnectionsOptions({ query: { awaiting: true, limit: 20 } }));
  const crews = useQuery(crewsListOptions({ query: { limit: 50 } }));
  const reviews = useQuery(reviewsWaitingOptions({ query: { limit: 20 } }));
  const disputes = useDisputeWaits("team");
  const { milestone } = useTitle();
  const items: WaitItem[] = [
    ...(invitations.data?.items ?? [])
      .filter(({ state, counter }) => state === "pending" && counter?.state !== "waiting")
      .map(({ id, title, seat, expires_at }) => ({
        key: id,
        wait: "invitation" as const,
        title: `${seat} · ${title}`,
        link: { to: "/invitations/$id", params: { id } } as const,
        until: expires_at,
      })),
    ...(standbys.data?.items ?? [])
      .filter(({ state }) => state === "asked")
      .map(({ id, title, seat, expires_at }) => ({
        key: id,
        wait: "standby" as const,
        title: `${seat} · ${title}`,
        link: { to: "/standbys/$id", params: { id } } as const,
        until: expires_at,
      })),
    // An invitation waits by itself; of all other bids a day is named where the member's signature is missing.
    ...(bids.data?.items ?? [])
      .filter(({ answer, respond_by }) => answer == null && respond_by != null)
      .map(({ id, title, respond_by }) => ({
        key: id,
        wait: "signOff" as const,
        title,
        link: { to: "/bids/$id", params: { id } } as const,
        until: respond_by,
      })),
    ...(engagements.data?.items ?? []).flatMap((each) => memberMilestones(each, milestone)),
    ...disputes.items,
    ...reviewWaits(reviews.data?.items ?? []),
    ...(connections.data?.items ?? []).map(({ id, kind, with: name, expires_at }) => ({
      key: id,
      wait: "connection" as const,
      title: t(`ties:kindsWith.${kind}`, { name }),
      link: { to: "/connections" } as const,
      until: expires_at,
    })),
    ...(crews.data?.items ?? [])
      .filter(({ membership }) => membership === "invited")
      .map(({ id, name }) => ({
        key: id,
        wait: "crew" as const,
        title: name,
        link: { to: "/crews/$id", params: { id } } as const,
      })),
  ];
  const [details] = bank.data?.items ?? [];
  const owed = (earnings.data?.balances ?? []).filter(isPayable);
  if (bank.data && owed.length > 0 && (!details || details.unusable)) {
    const amounts = owed.map(({ amount, currency }) => money(amount, currency, locale));
    items.push({
      key: "bank",
      wait: "bank",
      title: t("home.bank", { amount: list(amounts, locale) }),
      link: { to: "/member/payouts" },
    });
  }
  return (
    <div className={classes.sides} data-two>
      <WaitList
        items={items}
        parts={[
          invitations,
          standbys,
          bids,
          engagements,
          profile,
          earnings,
          bank,
          connections,
          crews,
          reviews,
          ...disputes.parts,
        ]}
      />
      <Stack>
        {profile.data && !profile.data.in_pool && <NotInPool />}
        <Earnings />
      </Stack>
    </div>
  );
}

function NotInPool() {
  const { t } = useTranslation("member");
  return (
    <Section title={t("home.notInPool")}>
      <Text size="sm">{t("home.notInPoolText")}</Text>
      <TextLink to="/member/profile">{t("home.toProfile")}</TextLink>
    </Section>
  );
}

function Earnings() {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const query = useQuery(bookMyEarningsOptions(EARNINGS));
  const now = new Date();
  const name = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(now);
  return (
    <Section title={t("home.earned", { month: name })}>
      <Loaded query={query} waiting={<Waiting lines={1} />}>
        {({ balances, lines }) => {
          const earned = lines.items.filter(isEarned);
          const told = earned.map(({ posted_at, amount }) => ({ day: posted_at.slice(0, 10), amount }));
          const sums = sumsOf(told, monthBefore(now, 0));
          return (
            <Stack gap={4}>
              {sums.length === 0 && <Text c="dimmed">{t("home.earnedNothing")}</Text>}
              {sums.map(({ amount, currency }) => (
                <Text key={currency} className={classes.sum}>
                  <Money minor={amount} currency={currency} />
                </Text>
              ))}
              {balances.map(({ amount, currency }) => (
                <Text key={currency} size="sm">
                  {amount === 0
                    ? t("home.heldNothing", { currency })
                    : t(amount < 0 ? "home.owes" : "home.held", { amount: money(Math.abs(amount), currency, locale) })}
                </Text>
              ))}
              <TextLink to="/earnings">{t("home.toEarnings")}</TextLink>
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}
