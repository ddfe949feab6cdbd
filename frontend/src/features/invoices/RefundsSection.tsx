import { Alert, Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Money as Amount, type NewBankDetails, payoutsSetBankDetailsOfClient } from "@/api/generated";
import {
  payoutsBalanceOfClientOptions,
  payoutsBankDetailsOfClientOptions,
  payoutsBankDetailsOfClientQueryKey,
  payoutsPayoutsOfClientInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { Facts } from "@/components/Facts";
import { Loaded, Waiting } from "@/components/Loaded";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { BankFacts } from "@/features/payouts/BankFacts";
import { BankForm } from "@/features/payouts/BankForm";
import { PayoutTable } from "@/features/space/PayoutTable";

/** Where refunds to the organisation go, what is about to leave, and what has left. */
export function RefundsSection() {
  const { t } = useTranslation("invoices");
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const details = useQuery(payoutsBankDetailsOfClientOptions({ query: { limit: 1 } }));
  const balance = useQuery(payoutsBalanceOfClientOptions());
  const current = details.data?.items[0];
  const isUsable = Boolean(current && !current.unusable);
  const send = async (body: NewBankDetails) => {
    await payoutsSetBankDetailsOfClient({ body, throwOnError: true });
    await queries.invalidateQueries({ queryKey: payoutsBankDetailsOfClientQueryKey() });
    notifications.show({ message: t("refunds.saved"), color: "muster" });
    setEditing(false);
  };
  return (
    <Section
      title={t("refunds.title")}
      lead={t("refunds.lead")}
      aside={
        isUsable &&
        !isEditing && (
          <Button variant="default" size="compact-md" onClick={() => setEditing(true)}>
            {t("refunds.change")}
          </Button>
        )
      }
    >
      <Loaded query={details} waiting={<Waiting lines={1} />}>
        {() => (
          <Stack>
            <Loaded query={balance} waiting={<Waiting lines={1} />}>
              {({ balances }) => <Owed owed={balances.filter(({ amount }) => amount > 0)} isUsable={isUsable} />}
            </Loaded>
            {current ? <BankFacts details={current} /> : <Text>{t("refunds.none")}</Text>}
            {(isEditing || !isUsable) && (
              <BankForm
                holder={current?.holder}
                autoComplete="organization"
                told={t("refunds.mail")}
                cancel={isUsable ? () => setEditing(false) : undefined}
                send={send}
                tell={({ code }) => (code === "forbidden" ? t("problems.forbidden") : undefined)}
              />
            )}
          </Stack>
        )}
      </Loaded>
      <Refunds />
    </Section>
  );
}

/** What goes back and has not left yet: with the next payouts, or once an account is known. */
function Owed({ owed, isUsable }: { owed: Amount[]; isUsable: boolean }) {
  const { t } = useTranslation("invoices");
  if (owed.length === 0) {
    return null;
  }
  const amounts = owed.map(({ amount, currency }) => (
    <div key={currency}>
      <Money minor={amount} currency={currency} />
    </div>
  ));
  const facts = <Facts facts={[{ label: t(isUsable ? "refunds.next" : "refunds.waits"), value: amounts }]} />;
  return isUsable ? (
    facts
  ) : (
    <Alert variant="outline" color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t("refunds.waitsTitle")}>
      {facts}
    </Alert>
  );
}

/** What was paid back, the newest first. */
function Refunds() {
  const { t } = useTranslation("invoices");
  const query = useInfiniteQuery({ ...payoutsPayoutsOfClientInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PagedList
      query={query}
      empty={
        <Text size="sm" c="dimmed">
          {t("refunds.nothing")}
        </Text>
      }
    >
      {(payouts) => <PayoutTable payouts={payouts} caption={t("refunds.list")} showCaption />}
    </PagedList>
  );
}
