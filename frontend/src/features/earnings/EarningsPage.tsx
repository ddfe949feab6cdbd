import { Code, Group, Paper, Text } from "@mantine/core";
import { IconBuildingBank, IconCoins, IconFileText } from "@tabler/icons-react";
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Money as Amount, Earnings } from "@/api/generated";
import { bookMyEarningsInfiniteOptions, membersReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { CopyTextButton } from "@/components/CopyTextButton";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { broughtLink } from "@/features/identity/broughtBy";
import { isPayable } from "@/features/payouts/currency";
import { useCategoryName } from "@/features/runs/CategoryName";
import classes from "./earnings.module.css";
import { type HeldLine, withHeld } from "./held";
import { useHappening, usePercent } from "./words";

/** The lines of each page, with the page they came on, whose head says the balances. */
function lines(data: InfiniteData<Earnings, unknown>) {
  return { ...data, pages: data.pages.map((head) => ({ ...head.lines, head })) };
}

/** What a member earned: what the book holds for them, and all that it is made of. */
export function EarningsPage() {
  const { t } = useTranslation("earnings");
  const query = useInfiniteQuery({
    ...bookMyEarningsInfiniteOptions({ query: { limit: 20 } }),
    initialPageParam: paging.initialPageParam,
    getNextPageParam: (page) => paging.getNextPageParam(page.lines),
    select: lines,
  });
  const head = query.data?.pages[0]?.head;
  const isEmpty = head?.lines.items.length === 0;
  return (
    <PageStack>
      <PageHeader title={t("title")} lead={t("lead")} />
      {head && head.balances.length > 0 && <Balances balances={head.balances} />}
      <div className={classes.ways}>
        <LinkButton to="/member/statements" variant="default" leftSection={<IconFileText size={18} aria-hidden />}>
          {t("toStatements")}
        </LinkButton>
        <LinkButton to="/member/payouts" variant="default" leftSection={<IconBuildingBank size={18} aria-hidden />}>
          {t("toPayouts")}
        </LinkButton>
      </div>
      <Section title={t("lines.title")} lead={isEmpty ? undefined : t("lines.lead")} plain>
        <PagedList
          query={query}
          empty={
            <EmptyState
              icon={<IconCoins size={40} stroke={1.4} aria-hidden />}
              title={t("emptyTitle")}
              text={t("emptyText")}
              action={<LinkButton to="/engagements">{t("emptyAction")}</LinkButton>}
            />
          }
        >
          {(items) => <Lines lines={withHeld(items, head?.balances ?? [])} />}
        </PagedList>
      </Section>
      <Brought />
    </PageStack>
  );
}

/** What a member hands on to whoever might become a client, so that it counts as theirs. */
function Brought() {
  const { t } = useTranslation("earnings");
  const profile = useQuery(membersReadOptions());
  return (
    <Section title={t("brought.title")} lead={t("brought.lead")}>
      <Loaded query={profile} waiting={<Waiting lines={1} height={36} />}>
        {({ id }) => {
          const link = broughtLink(window.location.origin, id);
          return (
            <Group gap="sm">
              <Code className={classes.link}>{link}</Code>
              <CopyTextButton text={link} size="compact-md" />
            </Group>
          );
        }}
      </Loaded>
      <Text size="sm" c="dimmed" maw="64ch">
        {t("brought.how")}
      </Text>
    </Section>
  );
}

function Balances({ balances }: { balances: Amount[] }) {
  const { t } = useTranslation("earnings");
  const says = (balance: Amount) => {
    if (balance.amount <= 0) {
      return t(balance.amount === 0 ? "balance.none" : "balance.owed");
    }
    return isPayable(balance) ? t("balance.next") : t("balance.notYet", { currency: balance.currency });
  };
  return (
    <Section title={t("balance.title")}>
      <dl className={classes.balances}>
        {balances.map(({ amount, currency }) => (
          <div key={currency}>
            <dt>{t(amount < 0 ? "balance.owes" : "balance.holds", { currency })}</dt>
            <dd>
              <Money minor={amount} currency={currency} />
              <span className={classes.sub}>{says({ amount, currency })}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Lines({ lines }: { lines: HeldLine[] }) {
  const { t } = useTranslation("earnings");
  const percent = usePercent();
  return (
    <Paper withBorder px={{ base: "md", xs: "xs" }}>
      <DataTable
        caption={t("lines.title")}
        rows={lines}
        rowKey={({ entry, amount, held }) => `${entry} ${amount.currency} ${held}`}
        columns={[
          { key: "what", label: t("lines.what"), cell: (line) => <What line={line} /> },
          {
            key: "posted",
            label: t("entry.posted"),
            cell: ({ posted_at }) => <Moment at={posted_at} />,
          },
          {
            key: "base",
            label: t("lines.base"),
            numeric: true,
            cell: ({ work }) => (work ? <Money minor={work.base.amount} currency={work.base.currency} /> : "–"),
          },
          {
            key: "keep",
            label: t("lines.keep"),
            numeric: true,
            cell: ({ work }) => (work ? percent(work.basis_points) : "–"),
          },
          {
            key: "amount",
            label: t("lines.amount"),
            numeric: true,
            cell: ({ amount }) => (
              <Text span inherit fw={650}>
                <Money minor={amount.amount} currency={amount.currency} />
              </Text>
            ),
          },
          {
            key: "held",
            label: t("lines.held"),
            numeric: true,
            cell: ({ amount, held }) => <Money minor={held} currency={amount.currency} />,
          },
        ]}
      />
    </Paper>
  );
}

/** What happened on a line, with a link to where more of it is told. */
function What({ line: { entry, memo, movement, work } }: { line: HeldLine }) {
  const { t } = useTranslation("earnings");
  const category = useCategoryName();
  const happened = useHappening()(memo, movement);
  if (!work) {
    const isPayout = movement === "payout" || movement === "return";
    return (
      <div className={classes.what}>
        {isPayout ? (
          <TextLink to="/member/payouts" inherit>
            {happened}
          </TextLink>
        ) : (
          happened
        )}
      </div>
    );
  }
  return (
    <div className={classes.what}>
      <TextLink to="/earnings/$entry" params={{ entry }} inherit>
        {happened}
      </TextLink>
      <span className={classes.sub}>
        {category(work.category)} · {work.seat_title} ·{" "}
        <TextLink
          to="/engagements/$id"
          params={{ id: work.engagement }}
          aria-label={`${t("lines.engagement")}: ${work.seat_title}, ${happened}`}
          inherit
        >
          {t("lines.engagement")}
        </TextLink>
      </span>
    </div>
  );
}
