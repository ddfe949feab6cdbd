import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Money as Amount, type BankDetails, payoutsSetBankDetailsOfClient } from "@/api/generated";
import {
  payoutsBalanceOfClientOptions,
  payoutsBankDetailsOfClientOptions,
  payoutsBankDetailsOfClientQueryKey,
  payoutsPayoutsOfClientInfiniteOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ApiForm } from "@/components/ApiForm";
import { Facts } from "@/components/Facts";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import { bareIban, isBicOrNone, isIban } from "@/features/space/iban";
import { PayoutTable } from "@/features/space/PayoutTable";
import { useBankReason } from "@/features/space/useBankReason";
import classes from "./invoices.module.css";

/** Where refunds to the organisation go, what is about to leave, and what has left. */
export function RefundsSection() {
  const { t } = useTranslation("invoices");
  const [isEditing, setEditing] = useState(false);
  const details = useQuery(payoutsBankDetailsOfClientOptions({ query: { limit: 1 } }));
  const current = details.data?.items[0];
  const isUsable = Boolean(current && !current.unusable);
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
            <Owed isUsable={isUsable} />
            {current ? <Current details={current} /> : <Text>{t("refunds.none")}</Text>}
            {(isEditing || !isUsable) && (
              <AccountForm
                holder={current?.holder ?? ""}
                cancel={isUsable ? () => setEditing(false) : undefined}
                saved={() => setEditing(false)}
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
function Owed({ isUsable }: { isUsable: boolean }) {
  const { t } = useTranslation("invoices");
  const balance = useQuery(payoutsBalanceOfClientOptions());
  const owed = balance.data?.balances.filter(({ amount }) => amount > 0) ?? [];
  const fact = ({ amount, currency }: Amount) => ({
    label: t(isUsable ? "refunds.next" : "refunds.waits"),
    value: <Money minor={amount} currency={currency} />,
  });
  if (owed.length === 0) {
    return null;
  }
  return isUsable ? (
    <Facts facts={owed.map(fact)} />
  ) : (
    <Alert variant="outline" color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t("refunds.waitsTitle")}>
      <Facts facts={owed.map(fact)} />
    </Alert>
  );
}

function Current({ details }: { details: BankDetails }) {
  const { t } = useTranslation("space");
  const inWords = useBankReason();
  return (
    <>
      {details.unusable && (
        <Alert variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={t("bank.unusable")}>
          <Text size="sm">{t("bank.unusableText", { reason: inWords(details.unusable) })}</Text>
        </Alert>
      )}
      <Facts
        isLong
        facts={[
          { label: t("bank.holder"), value: details.holder },
          { label: t("bank.iban"), value: details.iban },
          details.bic ? { label: t("bank.bic"), value: details.bic } : null,
          { label: t("bank.since"), value: <Moment at={details.set_at} /> },
        ]}
      />
    </>
  );
}

interface FormProps {
  holder: string;
  cancel?: () => void;
  saved: () => void;
}

function AccountForm({ holder, cancel, saved }: FormProps) {
  const { t } = useTranslation(["invoices", "space", "common"]);
  const queries = useQueryClient();
  const { field, ...frame } = useApiForm({
    initial: { holder, iban: "", bic: "" },
    rules: {
      holder: { right: (name) => name.trim().length > 0 && name.length <= 200, wrong: t("space:bank.holderWrong") },
      iban: { right: isIban, wrong: t("space:bank.ibanWrong") },
      bic: { right: isBicOrNone, wrong: t("space:bank.bicWrong") },
    },
    send: async (values) => {
      const bic = values.bic.trim();
      await payoutsSetBankDetailsOfClient({
        body: { holder: values.holder.trim(), iban: bareIban(values.iban), ...(bic ? { bic } : {}) },
        throwOnError: true,
      });
      await queries.invalidateQueries({ queryKey: payoutsBankDetailsOfClientQueryKey() });
      notifications.show({ message: t("refunds.saved"), color: "muster" });
      saved();
    },
    tell: ({ code }) => (code === "forbidden" ? t("problems.forbidden") : undefined),
  });
  return (
    <ApiForm {...frame} verb={t("common:ui.save")} onLeft={cancel}>
      <div className={classes.fields}>
        <TextInput {...field("holder")} label={t("space:bank.holder")} autoComplete="organization" />
        <TextInput {...field("iban")} label={t("space:bank.iban")} autoComplete="off" spellCheck={false} />
        <TextInput
          {...field("bic")}
          label={t("space:bank.bicOptional")}
          description={t("space:bank.bicHint")}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Text size="sm" c="dimmed" maw="64ch">
        {t("refunds.mail")}
      </Text>
    </ApiForm>
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
      {(payouts) => <PayoutTable payouts={payouts} caption={t("refunds.list")} />}
    </PagedList>
  );
}
