import { Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CurrencyBalance, KindBalance } from "@/api/generated";
import { bookBookBalancesOptions } from "@/api/generated/@tanstack/react-query.gen";
import { DataTable } from "@/components/DataTable";
import { TextLink } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { StatusBadge } from "@/components/StatusBadge";
import { accountNamed } from "./accounts";

/** What each kind of account holds, in each currency by itself. */
export function TrialBalance() {
  const { t } = useTranslation("book");
  const balance = useQuery(bookBookBalancesOptions());
  return (
    <Loaded query={balance}>
      {({ currencies }) =>
        currencies.length === 0 ? (
          <Text c="dimmed">{t("balance.none")}</Text>
        ) : (
          currencies.map((one) => <InCurrency key={one.currency} balance={one} />)
        )
      }
    </Loaded>
  );
}

function InCurrency({ balance }: { balance: CurrencyBalance }) {
  const { t } = useTranslation(["book", "common"]);
  const { currency, kinds, debit, credit } = balance;
  const isEven = debit.amount === credit.amount;
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Title order={3} size="h5">
          {currency}
        </Title>
        <StatusBadge
          icon={isEven ? IconCheck : IconAlertTriangle}
          color={isEven ? "muster" : "red"}
          label={t(isEven ? "balance.even" : "balance.uneven")}
        />
      </Group>
      <DataTable
        caption={`${t("balance.title")}, ${currency}`}
        rows={kinds}
        rowKey={({ account }) => account}
        columns={[
          { key: "account", label: t("balance.account"), cell: (kind) => <Account kind={kind} currency={currency} /> },
          { key: "accounts", label: t("balance.accounts"), numeric: true, cell: ({ accounts }) => accounts },
          { key: "debit", label: t("balance.debit"), numeric: true, cell: ({ debit }) => <Side of={debit} /> },
          { key: "credit", label: t("balance.credit"), numeric: true, cell: ({ credit }) => <Side of={credit} /> },
        ]}
        foot={
          <tr>
            <th scope="row" colSpan={2}>
              {t("common:ui.total")}
            </th>
            <td data-label={t("balance.debit")}>
              <Money minor={debit.amount} currency={currency} />
            </td>
            <td data-label={t("balance.credit")}>
              <Money minor={credit.amount} currency={currency} />
            </td>
          </tr>
        }
      />
    </Stack>
  );
}

/** The kind of an account, with the way to its entries where it is nobody's own. */
function Account({ kind: { account }, currency }: { kind: KindBalance; currency: string }) {
  const { t } = useTranslation("book");
  const named = accountNamed(account, currency);
  const label = t(`accounts.${account}`);
  return named ? (
    <TextLink to="/book" search={{ account: named }} resetScroll={false} inherit>
      {label}
    </TextLink>
  ) : (
    label
  );
}

/** One side of an account: nothing stands there as nothing. */
function Side({ of: { amount, currency } }: { of: { amount: number; currency: string } }) {
  return amount === 0 ? null : <Money minor={amount} currency={currency} />;
}
