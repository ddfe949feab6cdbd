import { Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { fundingsAsk, type Milestone } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { FormDialog } from "@/components/FormDialog";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { allOf, type Came } from "./came";
import { useOnce } from "./useOnce";
import { useTell } from "./useTell";
import { useTitle } from "./useTitle";
import { VatIdNotice } from "./VatIdNotice";

interface Props {
  milestone: Milestone;
  isNext: boolean;
  /** What came for earlier requests and did not fit them. */
  came?: Came;
}

/** Asks how to pay for a milestone: the answer stands on the page. */
export function AskFunding({ milestone, isNext, came }: Props) {
  const { t } = useTranslation("engagements");
  const title = useTitle();
  return (
    <FormDialog
      label={t("fund.button")}
      variant={isNext ? "filled" : "default"}
      title={t("fund.title", { milestone: title.milestone(milestone.title) })}
    >
      {(close) => <Form milestone={milestone} came={came} close={close} />}
    </FormDialog>
  );
}

function Form({ milestone, came, close }: Omit<Props, "isNext"> & { close: () => void }) {
  const { t } = useTranslation("engagements");
  const { locale } = useLocale();
  const queries = useQueryClient();
  const once = useOnce();
  const { field, ...frame } = useApiForm({
    initial: { days: "14" },
    rules: {
      days: {
        right: (text) => /^\d{1,2}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 60,
        wrong: t("fund.daysWrong"),
      },
    },
    send: async ({ days }) => {
      const body = { days: Number(days) };
      await once([milestone.id, body], (headers) =>
        fundingsAsk({ path: { id: milestone.id }, body, headers, throwOnError: true }),
      );
      await queries.invalidateQueries();
      close();
    },
    tell: useTell(),
  });
  const toPay = milestone.gross ?? milestone.amount;
  const all = came && allOf(came.strays, toPay);
  const told = all ? [all] : (came?.strays ?? []);
  return (
    <ApiForm {...frame} verb={t("fund.submit")} onLeft={close} inDialog>
      <Text>{t("fund.text", { amount: money(toPay.amount, toPay.currency, locale) })}</Text>
      {told.map(({ id, amount }) => (
        <Text key={id} fw={600}>
          {t(all ? "fund.cameAll" : "fund.cameOther", { came: money(amount.amount, amount.currency, locale) })}
        </Text>
      ))}
      <VatIdNotice milestones={[milestone]} />
      <TextInput
        label={t("fund.days")}
        description={t("fund.daysHint")}
        inputMode="numeric"
        maw="16rem"
        {...field("days")}
      />
    </ApiForm>
  );
}
