import { NativeSelect, Stack, Text } from "@mantine/core";
import { IconArrowBackUp, IconCheck, IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BookEntry, EntryLine, Movement } from "@/api/generated";
import { bookBookEntriesInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { StatusBadge } from "@/components/StatusBadge";
import { accountNamed, askedAccount, kindOf, NETWORK_KINDS } from "./accounts";
import classes from "./admin.module.css";
import { ExchangeDialog } from "./ExchangeDialog";
import { MOVEMENTS } from "./states";

/** Which entries are looked at: all of them, those of a kind, or those of an account. */
export interface Looked {
  kind?: Movement;
  account?: string;
}

interface Props {
  looked: Looked;
  look: (looked: Looked) => void;
}

/** The entries of the book. */
export function BookEntries({ looked, look }: Props) {
  const { t } = useTranslation("book");
  const { kind, account } = looked;
  const query = { limit: 20, ...(account ? { account } : kind ? { kind } : {}) };
  const entries = useInfiniteQuery({ ...bookBookEntriesInfiniteOptions({ query }), ...paging });
  return (
    <>
      <Choice looked={looked} look={look} />
      <PagedList query={entries} empty={<Text c="dimmed">{t("entries.none")}</Text>}>
        {(all) => (
          <DataTable
            caption={t("entries.title")}
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              { key: "posted", label: t("entries.posted"), cell: ({ posted_at }) => <Moment at={posted_at} /> },
              { key: "kind", label: t("entries.kind"), cell: (entry) => t(`kinds.${entry.kind}`) },
              { key: "moved", label: t("entries.moved"), isProse: true, cell: ({ lines }) => <Lines lines={lines} /> },
              { key: "about", label: t("entries.about"), cell: (entry) => <About entry={entry} /> },
              { key: "state", label: t("entries.state"), cell: (entry) => <State entry={entry} /> },
            ]}
          />
        )}
      </PagedList>
    </>
  );
}

function Choice({ looked: { kind, account }, look }: Props) {
  const { t } = useTranslation("book");
  const ofNetwork = NETWORK_KINDS.map((each) => ({
    value: accountNamed(each, "") ?? each,
    label: t(`accounts.${each}`),
  }));
  const isOther = account && !ofNetwork.some(({ value }) => value === account);
  const other = isOther ? [{ value: account, label: nameOf(account) }] : [];
  function nameOf(named: string): string {
    const found = kindOf(named);
    return found?.currency ? t("exchangeOf", { currency: found.currency }) : t("escrowOf");
  }
  const choose = (value: string) => {
    const movement = MOVEMENTS.find((each) => each === value);
    look(movement ? { kind: movement } : { account: askedAccount(value) });
  };
  return (
    <NativeSelect
      maw={320}
      label={t("entries.show")}
      value={account ?? kind ?? ""}
      data={[
        { value: "", label: t("entries.all") },
        { group: t("entries.byKind"), items: MOVEMENTS.map((value) => ({ value, label: t(`kinds.${value}`) })) },
        { group: t("entries.byAccount"), items: [...ofNetwork, ...other] },
      ]}
      onChange={({ currentTarget: { value } }) => choose(value)}
    />
  );
}

function Lines({ lines }: { lines: EntryLine[] }) {
  const { t } = useTranslation("book");
  return (
    <dl className={classes.moved}>
      {lines.map(({ account, side, amount }) => (
        <div key={`${account} ${amount.currency}`}>
          <dt>{t(`accounts.${account}`)}</dt>
          <dd>
            {t(`entries.${side}`)} <Money minor={amount.amount} currency={amount.currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function About({ entry: { subject, memo } }: { entry: BookEntry }) {
  return (
    <Stack gap={2}>
      <Text className={classes.hash} component="code">
        {subject}
      </Text>
      {memo && <Text size="sm">{memo}</Text>}
    </Stack>
  );
}

function State({ entry }: { entry: BookEntry }) {
  const { t } = useTranslation("book");
  const sign = entry.reverses
    ? { icon: IconArrowBackUp, color: "gray", label: t("entries.takesBack") }
    : entry.reversed_by
      ? { icon: IconX, color: "gray", label: t("entries.takenBack") }
      : { icon: IconCheck, color: "muster", label: t("entries.stands") };
  return (
    <Stack gap="xs" align="flex-start">
      <span className={classes.whole}>
        <StatusBadge {...sign} />
      </span>
      {entry.correctable && <ExchangeDialog wrong={entry} />}
    </Stack>
  );
}
