import { Code, Group, Paper, Text } from "@mantine/core";
import { IconBuildingBank, IconCoins, IconFileText } from "@tabler/icons-react";
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Money as Amount, Earnings, PageEarningsLine } from "@/api/generated";
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
import { useCategoryName } from "@/features/runs/CategoryName";
import classes from "./earnings.module.css";
import { useHappening, usePercent } from "./words";

type Line = PageEarningsLine["items"][number];

/** The lines of each page, with the page they came on, whose head says the balances. */
function lines(data: InfiniteData<Earnings, unknown>) {
  return { ...data, pages: data.pages.map((head) => ({ ...head.lines, head })) };
}

/** What a member earned: what the book holds for them, and the lines it is made of. */
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
          {(items) => <Lines items={items} />}
        </PagedList>
      </Section>
      <Brought />
    </PageStack>
  );
}

/** By what the network knows a member who brought a client to it. */
function Brought() {
  const { t } = useTranslation("earnings");
  const profile = useQuery(membersReadOptions());
  return (
    <Section title={t("brought.title")} lead={t("brought.lead")}>
      <Loaded query={profile} waiting={<Waiting lines={1} height={36} />}>
        {({ id }) => (
          <Group gap="sm">
            <Text>{t("brought.id")}:</Text>
            <Code className={classes.id}>{id}</Code>
            <CopyTextButton text={id} size="compact-md" />
          </Group>
        )}
      </Loaded>
    </Section>
  );
}

function Balances({ balances }: { balances: Amount[] }) {
  const { t } = useTranslation("earnings");
  return (
    <Section title={t("balance.title")} lead={t("balance.lead")}>
      <dl className={classes.balances}>
        {balances.map(({ amount, currency }) => (
          <div key={currency}>
            <dt>{t(amount < 0 ? "balance.owes" : "balance.holds", { currency })}</dt>
            <dd>
              <Money minor={amount} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Lines({ items }: { items: Line[] }) {
  const { t } = useTranslation("earnings");
  const category = useCategoryName();
  const happening = useHappening();
  const percent = usePercent();
  return (
    <Paper withBorder px="xs">
      <DataTable
        caption={t("lines.title")}
        rows={items}
        rowKey={({ entry, seat, posted_at, amount }) => `${entry} ${seat} ${posted_at} ${amount.amount}`}
        columns={[
          {
            key: "what",
            label: t("lines.what"),
            cell: (line) => (
              <div className={classes.what}>
                <TextLink to="/earnings/$entry" params={{ entry: line.entry }} inherit>
                  {happening(line.memo)}
                </TextLink>
                <span className={classes.sub}>
                  {category(line.category)} · {line.seat_title}
                </span>
              </div>
            ),
          },
          {
            key: "posted",
            label: t("entry.posted"),
            cell: ({ posted_at }) => <Moment at={posted_at} />,
          },
          {
            key: "base",
            label: t("lines.base"),
            numeric: true,
            cell: ({ base }) => <Money minor={base.amount} currency={base.currency} />,
          },
          { key: "keep", label: t("lines.keep"), numeric: true, cell: ({ basis_points }) => percent(basis_points) },
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
            key: "engagement",
            label: t("lines.from"),
            cell: ({ engagement }) => (
              <TextLink to="/engagements/$id" params={{ id: engagement }} inherit>
                {t("lines.engagement")}
              </TextLink>
            ),
          },
        ]}
      />
    </Paper>
  );
}
