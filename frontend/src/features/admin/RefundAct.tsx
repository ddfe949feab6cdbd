import { Group, NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { engagementsRefund, type Money, type RefundKind } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { FormDialog } from "@/components/FormDialog";
import { useApiForm } from "@/components/useApiForm";
import { minorOf } from "@/features/engagements/amounts";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { newKey } from "@/lib/newKey";
import { isNote } from "./decimals";
import { REFUND_KINDS } from "./states";

interface Props {
  milestone: string;
  /** What names the milestone in the language of the page, with all that it belongs to: of many, one is paid back. */
  title: string;
  /** What was paid out for it and is not back yet. */
  most: Money;
}

/** Giving a part of what was paid out for a milestone back to its client, or noting that the client's bank took it back. */
export function RefundAct(props: Props) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const { title, most } = props;
  if (most.amount === 0) {
    return null;
  }
  const named = { title, most: money(most.amount, most.currency, locale) };
  return (
    <Group>
      <FormDialog size="compact-md" label={t("refund.open")} title={t("refund.title", named)}>
        {(close) => <RefundForm {...props} close={close} />}
      </FormDialog>
    </Group>
  );
}

function RefundForm({ milestone, most: { currency }, close }: Props & { close: () => void }) {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  // The same refund sent twice, because the answer was lost, goes back once.
  const [key] = useState(newKey);
  const { field, ...frame } = useApiForm({
    initial: { kind: "refund", amount: "", reason: "" },
    rules: {
      kind: { right: (kind) => REFUND_KINDS.includes(kind as RefundKind), wrong: t("refund.kind") },
      amount: {
        right: (text) => (minorOf(text, currency) ?? 0) >= 1,
        wrong: t("refund.amountWrong"),
        refused: () => t("refund.amountTooMuch"),
      },
      reason: { right: (text) => isNote(text, 500), wrong: t("refund.reasonHint") },
    },
    send: async ({ kind, amount, reason }) => {
      const body = {
        kind: REFUND_KINDS.find((each) => each === kind) ?? "refund",
        amount: minorOf(amount, currency) ?? 0,
        reason: reason.trim(),
      };
      await engagementsRefund({
        path: { id: milestone },
        body,
        headers: { "Idempotency-Key": key },
        throwOnError: true,
      });
      notifications.show({ message: t("refund.done"), color: "muster" });
      close();
      await queries.invalidateQueries();
    },
  });
  return (
    <ApiForm {...frame} verb={t("refund.submit")} onLeft={close} inDialog>
      <Text>{t("refund.lead")}</Text>
      <NativeSelect
        label={t("refund.kind")}
        data={REFUND_KINDS.map((value) => ({ value, label: t(`refund.kinds.${value}`) }))}
        {...field("kind")}
      />
      <TextInput
        inputMode="decimal"
        label={t("refund.amount", { currency })}
        description={t("refund.amountHint")}
        {...field("amount")}
      />
      <Textarea
        autosize
        minRows={2}
        label={t("refund.reason")}
        description={t("refund.reasonHint")}
        {...field("reason")}
      />
    </ApiForm>
  );
}
