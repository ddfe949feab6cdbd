import { Code, Group, List, NativeSelect, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BankFile, BankFileFate } from "@/api/generated";
import { payoutsReadBankFileInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { DownloadButton } from "@/components/DownloadButton";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { useZone } from "@/i18n/zone";
import { day, instant } from "@/lib/format";
import classes from "./admin.module.css";
import { FATES } from "./states";
import { useFates } from "./useFates";

interface Props {
  id: string;
  /** Only the parts that did this. */
  fate: BankFileFate | undefined;
  change: (fate: BankFileFate | undefined) => void;
}

/** One file from the bank: what each part of it did, and what in it cannot be. */
export function BankFilePage({ id, fate, change }: Props) {
  const { t } = useTranslation(["payouts", "common"]);
  const { locale } = useLocale();
  const zone = useZone();
  const read = useInfiniteQuery({
    ...payoutsReadBankFileInfiniteOptions({ path: { id }, query: { limit: 50, fate } }),
    initialPageParam: { path: { id }, query: {} },
    getNextPageParam: ({ lines: { next } }) => (next ? { path: { id }, query: { after: next } } : undefined),
    placeholderData: (before) => before,
  });
  const file = read.data?.pages[0]?.file;
  // The list within the answer, in the shape that a list has.
  const lines = {
    ...read,
    data: read.data && { pages: read.data.pages.map((page) => page.lines), pageParams: read.data.pageParams },
  } as Parameters<typeof PagedList<Line>>[0]["query"];
  // Of a file that is not there it says so, and nothing else is shown.
  const list = (
    <PagedList query={lines} empty={<Text c="dimmed">{t("files.noLines")}</Text>}>
      {(all) => <Lines lines={all} />}
    </PagedList>
  );
  return (
    <PageStack>
      <BackLink to="/bank-files">{t("files.back")}</BackLink>
      <PageHeader title={file ? `${t("files.of")} ${instant(file.received_at, locale, zone)}` : t("files.heading")} />
      {file ? (
        <>
          <Overview file={file} />
          <Section title={t("files.lines")}>
            <NativeSelect
              maw={280}
              label={t("files.show")}
              value={fate ?? ""}
              data={[
                { value: "", label: t("files.allFates") },
                ...FATES.map((value) => ({ value, label: t(`files.fates.${value}`) })),
              ]}
              onChange={({ currentTarget: { value } }) => change(FATES.find((each) => each === value))}
            />
            {list}
          </Section>
        </>
      ) : (
        list
      )}
    </PageStack>
  );
}

type Line = import("@/api/generated").BankFileInFull["lines"]["items"][number];

function Overview({ file }: { file: BankFile }) {
  const { t } = useTranslation("payouts");
  const { locale } = useLocale();
  const fates = useFates();
  return (
    <>
      <Section title={t("batch.facts")}>
        <Facts
          facts={[
            { label: t("files.received"), value: <Moment at={file.received_at} /> },
            ...fates(file).map(({ label, count }) => ({ label, value: count })),
            {
              label: t("files.size"),
              value: t("files.bytes", { size: new Intl.NumberFormat(locale).format(file.size) }),
            },
          ]}
        />
        <Group>
          <DownloadButton path={`/api/v1/bank-files/${file.id}/content`} name={`${file.id}.xml`}>
            {t("files.download")}
          </DownloadButton>
        </Group>
        <Text size="sm" c="dimmed">
          {t("files.sha")}: <Code className={classes.hash}>{file.sha256}</Code>
        </Text>
      </Section>
      {file.contradictions.length > 0 && (
        <Section title={t("files.contradictionsTitle")} lead={t("files.contradictionsLead")}>
          <List lang="en">
            {file.contradictions.map((words) => (
              <List.Item key={words}>{words}</List.Item>
            ))}
          </List>
        </Section>
      )}
    </>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  const { t } = useTranslation("payouts");
  const { locale } = useLocale();
  return (
    <DataTable
      caption={t("files.lines")}
      rows={lines}
      rowKey={({ position }) => String(position)}
      columns={[
        { key: "about", label: t("files.about"), cell: ({ about }) => <Code className={classes.hash}>{about}</Code> },
        { key: "fate", label: t("files.fate"), cell: ({ fate }) => t(`files.did.${fate}`) },
        { key: "day", label: t("files.day"), cell: ({ day: on }) => (on ? day(on, locale) : "–") },
        {
          key: "amount",
          label: t("files.amount"),
          numeric: true,
          cell: ({ amount }) => (amount ? <Money minor={amount.amount} currency={amount.currency} /> : "–"),
        },
        {
          key: "batch",
          label: t("files.batch"),
          cell: ({ batch }) =>
            batch ? (
              <TextLink to="/payout-batches/$id" params={{ id: batch }} inherit>
                {t("files.toBatch")}
              </TextLink>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
