import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import type { StatementOfMember } from "@/api/generated";
import { bookMyStatementOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { Downloads } from "@/components/Downloads";
import { Facts } from "@/components/Facts";
import { TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./earnings.module.css";
import { readMemo } from "./memo";
import { useHappening, useMonth } from "./words";

/** A closed month on a sheet of paper, to read, print and download. */
export function StatementPage({ id }: { id: string }) {
  const { t } = useTranslation("earnings");
  const month = useMonth();
  const query = useQuery(bookMyStatementOptions({ path: { id } }));
  const statement = query.data?.statement;
  return (
    <PageStack>
      <div className={classes.screen}>
        <BackLink to="/member/statements">{t("statements.back")}</BackLink>
      </div>
      <PageHeader
        title={statement ? t("statement.titleOf", { month: month(statement.month) }) : t("statement.title")}
      />
      <Loaded query={query}>{(whole) => <Whole id={id} whole={whole} />}</Loaded>
    </PageStack>
  );
}

function Whole({ id, whole }: { id: string; whole: StatementOfMember }) {
  const { t } = useTranslation("earnings");
  const { number, month } = whole.statement;
  return (
    <>
      <Downloads
        kind="sheet"
        label={t("statement.save")}
        path={`/api/v1/member/statements/${id}?format=`}
        name={`muster-${month}-${number}`}
        mayPrint
      />
      <Sheet whole={whole} />
    </>
  );
}

function Sheet({ whole: { statement, lines } }: { whole: StatementOfMember }) {
  const { t } = useTranslation("earnings");
  const { data: who } = useQuery(sessionQuery);
  const month = useMonth();
  return (
    <article className={classes.sheet}>
      <Stack gap="xl">
        <div className={classes.letterhead}>
          <div>
            <Text fw={650}>{who?.name}</Text>
            <Text size="sm" c="dimmed">
              {t("statement.of", { month: month(statement.month) })}
            </Text>
          </div>
          <div className={classes.number}>
            <Text fw={650}>{t("statement.numbered", { number: statement.number })}</Text>
            <Text size="sm" c="dimmed">
              {t("statement.lines", { count: statement.lines })}
            </Text>
          </div>
        </div>
        {statement.totals.map((total) => (
          <Facts
            key={total.closing.currency}
            facts={(["opening", "came", "went", "closing"] as const).map((sum) => ({
              label: t(`statement.${sum}`),
              value: <Money minor={total[sum].amount} currency={total[sum].currency} />,
            }))}
          />
        ))}
        {lines.length > 0 ? <Lines statement={statement} lines={lines} /> : <Text>{t("statement.noLines")}</Text>}
        <div>
          <Text size="sm" c="dimmed">
            {t("statement.sealedBy")}
          </Text>
          <Text size="sm" c="dimmed">
            {t("statement.root")} <span className={classes.hash}>{statement.root}</span>
          </Text>
          <Text size="sm" c="dimmed">
            {t("statement.hash")} <span className={classes.hash}>{statement.hash}</span>
          </Text>
        </div>
      </Stack>
    </article>
  );
}

function Lines({ statement, lines }: StatementOfMember) {
  const { t } = useTranslation("earnings");
  const { locale } = useLocale();
  const happening = useHappening();
  return (
    <DataTable
      caption={t("statement.linesTitle")}
      rows={lines}
      rowKey={({ position }) => `${position}`}
      columns={[
        {
          key: "day",
          label: t("lines.day"),
          cell: (line) => <span className={classes.noWrap}>{day(line.day, locale)}</span>,
        },
        {
          key: "what",
          label: t("lines.what"),
          cell: ({ entry, memo, movement }) => (
            <div className={classes.what}>
              {["release", "refund", "chargeback", "reversal"].includes(movement) &&
              readMemo(memo)?.happening !== "brought" ? (
                <TextLink to="/earnings/$entry" params={{ entry }} inherit>
                  {happening(memo, movement)}
                </TextLink>
              ) : (
                happening(memo, movement)
              )}
            </div>
          ),
        },
        {
          key: "amount",
          label: t("statement.amount"),
          numeric: true,
          cell: ({ amount }) => <Money minor={amount.amount} currency={amount.currency} />,
        },
        {
          key: "balance",
          label: t("statement.balance"),
          numeric: true,
          cell: ({ balance }) => <Money minor={balance.amount} currency={balance.currency} />,
        },
      ]}
      foot={statement.totals.map(({ closing }) => (
        <tr key={closing.currency} className={classes.closing}>
          <th scope="row" colSpan={3}>
            {t("statement.closing")}
          </th>
          <td>
            <Money minor={closing.amount} currency={closing.currency} />
          </td>
        </tr>
      ))}
    />
  );
}
