import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconMail } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BankDetails } from "@/api/generated";
import { payoutsSetMyBankDetails } from "@/api/generated";
import {
  payoutsMyBankDetailsInfiniteOptions,
  payoutsMyBankDetailsInfiniteQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ApiForm } from "@/components/ApiForm";
import { DataTable } from "@/components/DataTable";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import { BankFacts } from "@/features/payouts/BankFacts";
import classes from "./earnings.module.css";
import { compact, grouped, ibanState, isBic } from "./iban";

const LIST = { query: { limit: 20 } };

/** Where a member is paid: the details that count, a form to set others, and those that counted before. */
export function BankDetailsSection() {
  const { t } = useTranslation("earnings");
  const query = useInfiniteQuery({ ...payoutsMyBankDetailsInfiniteOptions(LIST), ...paging });
  const [isEditing, setEditing] = useState(false);
  const done = () => setEditing(false);
  return (
    <Section title={t("bank.title")} lead={t("bank.lead")}>
      <PagedList query={query} empty={<BankForm missing />}>
        {(items) => (
          <Stack gap="lg">
            {items[0] && <BankFacts details={items[0]} />}
            {isEditing || items[0]?.unusable ? (
              <BankForm holder={items[0]?.holder} close={items[0]?.unusable ? undefined : done} />
            ) : (
              <Group>
                <Button variant="default" onClick={() => setEditing(true)}>
                  {t("bank.change")}
                </Button>
              </Group>
            )}
            {items.length > 1 && <History items={items.slice(1)} />}
          </Stack>
        )}
      </PagedList>
    </Section>
  );
}

interface FormProps {
  /** Nothing was ever set. */
  missing?: boolean;
  holder?: string;
  close?: () => void;
}

/** Bank details, checked while they are typed. */
function BankForm({ missing, holder, close }: FormProps) {
  const { t } = useTranslation(["earnings", "bank", "common"]);
  const queries = useQueryClient();
  const { field, form, ...frame } = useApiForm({
    initial: { holder: holder ?? "", iban: "", bic: "" },
    rules: {
      holder: { right: (text) => text.trim().length > 0 && text.trim().length <= 70, wrong: t("bank.holderWrong") },
      iban: { right: (text) => ibanState(text).is === "right", wrong: t("bank.ibanWrong") },
      bic: { right: isBic, wrong: t("bank.bicWrong") },
    },
    send: async ({ holder, iban, bic }) => {
      const body = { holder: holder.trim(), iban: compact(iban), bic: compact(bic) || null };
      await payoutsSetMyBankDetails({ body, throwOnError: true });
      notifications.show({ message: t("bank.saved"), color: "muster" });
      close?.();
      await queries.invalidateQueries({ queryKey: payoutsMyBankDetailsInfiniteQueryKey(LIST) });
    },
  });
  return (
    <ApiForm
      {...frame}
      verb={t("bank.save")}
      onLeft={close}
      maw={480}
      lead={missing && <Text>{t("bank.missing")}</Text>}
    >
      <TextInput label={t("bank:holder")} description={t("bank.holderHint")} autoComplete="name" {...field("holder")} />
      <TextInput
        label={t("bank:iban")}
        description={<IbanHint typed={form.values.iban} />}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        {...field("iban")}
        onBlur={() => form.setValues({ iban: grouped(form.values.iban) })}
      />
      <TextInput
        label={`${t("bank:bic")} (${t("common:ui.optional")})`}
        description={t("bank.bicHint")}
        autoComplete="off"
        spellCheck={false}
        {...field("bic")}
      />
      <Text size="sm" component="div">
        <Group gap={8} wrap="nowrap" align="flex-start">
          <IconMail size={18} aria-hidden />
          <span>{t("bank.told")}</span>
        </Group>
      </Text>
    </ApiForm>
  );
}

/** How far the account number is, said as it grows. */
function IbanHint({ typed }: { typed: string }) {
  const { t } = useTranslation("earnings");
  const state = ibanState(typed);
  const words = () => {
    switch (state.is) {
      case "empty":
        return t("iban.empty");
      case "form":
        return t("iban.form");
      case "short":
        return t("iban.short", { count: state.missing });
      case "long":
        return t("iban.long", { count: state.over });
      case "digits":
        return t("iban.digits");
      case "right":
        return t("iban.right");
    }
  };
  return <span aria-live="polite">{words()}</span>;
}

function History({ items }: { items: BankDetails[] }) {
  const { t } = useTranslation(["earnings", "bank"]);
  return (
    <details>
      <summary>{t("bank.history")}</summary>
      <DataTable
        caption={t("bank.history")}
        rows={items}
        rowKey={({ id }) => id}
        columns={[
          { key: "iban", label: t("bank:iban"), cell: ({ iban }) => <span className={classes.noWrap}>{iban}</span> },
          { key: "holder", label: t("bank:holder"), cell: ({ holder }) => holder },
          { key: "set", label: t("bank:set"), cell: ({ set_at }) => <Moment at={set_at} /> },
        ]}
      />
    </details>
  );
}
