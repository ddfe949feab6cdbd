import { Code, Group, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BatchPayout, PayoutBatchInFull } from "@/api/generated";
import {
  payoutsListBatchPayoutsInfiniteOptions,
  payoutsListLeftOutInfiniteOptions,
  payoutsReadBatchOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { pagingOf } from "@/api/paging";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { DownloadButton } from "@/components/DownloadButton";
import { Facts } from "@/components/Facts";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useBankReason } from "@/features/payouts/useBankReason";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./admin.module.css";
import { DecidePayout } from "./DecidePayout";
import { PayoutState } from "./PayoutState";

/** What somebody is who is paid, by their id. */
function kindOf(payee: string): "batch.space" | "batch.refund" | "batch.sentBack" | "batch.member" {
  if (payee.startsWith("space_")) {
    return "batch.space";
  }
  if (payee.startsWith("credit_")) {
    return "batch.sentBack";
  }
  return payee.startsWith("client_") ? "batch.refund" : "batch.member";
}

/** One batch: its file for the bank, where each payout stands, and who was left out. */
export function BatchPage({ id }: { id: string }) {
  const { t } = useTranslation("payouts");
  const { locale } = useLocale();
  const batch = useQuery(payoutsReadBatchOptions({ path: { id } }));
  const on = batch.data?.batch.on;
  return (
    <PageStack>
      <BackLink to="/payout-batches">{t("batch.back")}</BackLink>
      <PageHeader title={on ? t("batches.of", { day: day(on, locale) }) : t("batch.heading")} />
      <Loaded query={batch}>
        {(found) => (
          <>
            <Overview found={found} />
            <Payouts id={id} />
            <LeftOut id={id} />
          </>
        )}
      </Loaded>
    </PageStack>
  );
}

function Overview({ found }: { found: PayoutBatchInFull }) {
  const { t } = useTranslation("payouts");
  const { locale } = useLocale();
  const { batch, states } = found;
  const { id, total, smallest, currency, message } = batch;
  const path = `/api/v1/payout-batches/${id}/file`;
  return (
    <Section title={t("batch.facts")}>
      <Facts
        isLong
        facts={[
          { label: t("batches.total"), value: <Money minor={total.amount} currency={total.currency} /> },
          ...states.map(({ state, payouts }) => ({ label: t(`batch.states.${state}`), value: payouts })),
          { label: t("batch.on"), value: day(batch.on, locale) },
          { label: t("batch.madeAt"), value: <Moment at={batch.made_at} /> },
          { label: t("batch.account"), value: batch.account_ends },
          { label: t("batch.smallest"), value: <Money minor={smallest} currency={currency} /> },
          { label: t("batch.message"), value: <Code className={classes.hash}>{message}</Code> },
        ]}
      />
      <Group>
        <DownloadButton path={`${path}?version=09`} name={`${message}.xml`} variant="filled">
          {t("batch.file")}
        </DownloadButton>
        <DownloadButton path={`${path}?version=03`} name={`${message}-03.xml`}>
          {t("batch.file03")}
        </DownloadButton>
      </Group>
      <Text size="sm" c="dimmed">
        {t("batch.sha")}: <Code className={classes.hash}>{batch.sha256}</Code>
      </Text>
    </Section>
  );
}

function Payouts({ id }: { id: string }) {
  const { t } = useTranslation("payouts");
  const payouts = useInfiniteQuery({
    ...payoutsListBatchPayoutsInfiniteOptions({ path: { id }, query: { limit: 50 } }),
    ...pagingOf(id),
  });
  return (
    <Section title={t("batch.payouts")}>
      <PagedList query={payouts} empty={<Text c="dimmed">{t("batch.noPayouts")}</Text>}>
        {(all) => (
          <DataTable
            caption={t("batch.payouts")}
            rows={all}
            rowKey={({ payout }) => payout.id}
            columns={[
              {
                key: "holder",
                label: t("batch.holder"),
                cell: ({ holder, payee, payout, doubt }) => (
                  <>
                    {holder}
                    <Text size="sm" c="dimmed">
                      {t(kindOf(payee))} · {t("batch.endsIn", { digits: payout.account_ends })}
                    </Text>
                    {doubt && (
                      <Text size="sm" c="red">
                        {t("batch.doubtSaid", { words: doubt })}
                      </Text>
                    )}
                  </>
                ),
              },
              {
                key: "amount",
                label: t("batch.amount"),
                numeric: true,
                cell: ({ payout: { amount } }) => <Money minor={amount.amount} currency={amount.currency} />,
              },
              {
                key: "state",
                label: t("batch.state"),
                cell: ({ payout, doubt }) => (
                  <>
                    <PayoutState state={payout.state} isDoubted={Boolean(doubt)} />
                    <Back payout={payout} />
                  </>
                ),
              },
              {
                key: "decide",
                label: t("batch.act"),
                cell: (row) => <DecidePayout row={row} />,
              },
            ]}
          />
        )}
      </PagedList>
    </Section>
  );
}

/** On which day a payout did not reach whom it was for, and why. */
function Back({ payout: { back_on, reason, words } }: Pick<BatchPayout, "payout">) {
  const { t } = useTranslation("payouts");
  const { locale } = useLocale();
  const inWords = useBankReason();
  return back_on ? (
    <Text size="sm" c="dimmed">
      {t("batch.backOn", { day: day(back_on, locale), reason: inWords(reason, words) })}
    </Text>
  ) : null;
}

function LeftOut({ id }: { id: string }) {
  const { t } = useTranslation("payouts");
  const left = useInfiniteQuery({
    ...payoutsListLeftOutInfiniteOptions({ path: { id }, query: { limit: 50 } }),
    ...pagingOf(id),
  });
  return (
    <Section title={t("batch.leftOut")} lead={t("batch.leftOutLead")}>
      <PagedList query={left} empty={<Text c="dimmed">{t("batch.noneLeftOut")}</Text>}>
        {(all) => (
          <DataTable
            caption={t("batch.leftOut")}
            rows={all}
            rowKey={({ payee }) => payee}
            columns={[
              {
                key: "payee",
                label: t("batch.payee"),
                cell: ({ payee, name }) => (
                  <>
                    {name}
                    <Text size="sm" c="dimmed">
                      {t(kindOf(payee))}
                    </Text>
                  </>
                ),
              },
              {
                key: "amount",
                label: t("batch.amount"),
                numeric: true,
                cell: ({ amount }) => <Money minor={amount.amount} currency={amount.currency} />,
              },
              { key: "why", label: t("batch.why"), cell: ({ because }) => t(`batch.because.${because}`) },
            ]}
          />
        )}
      </PagedList>
    </Section>
  );
}
