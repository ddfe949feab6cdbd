import { NativeSelect, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type DisputeReason, type DisputeSide, disputesOpen, type Milestone } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { FormDialog } from "@/components/FormDialog";
import { useApiForm } from "@/components/useApiForm";
import { basisPointsOf, minorOf } from "./amounts";
import { useOnce } from "./useOnce";
import { useTell } from "./useTell";
import { useTitle } from "./useTitle";

const REASONS: Record<DisputeSide, DisputeReason[]> = {
  client: ["not_delivered", "late", "not_as_agreed", "other"],
  team: ["not_accepted", "other"],
};

interface Props {
  milestone: Milestone;
  side: DisputeSide;
}

/** Opens a dispute about a milestone: a client names an amount, a member, who is not told the whole, a part in percent. */
export function OpenDispute({ milestone, side }: Props) {
  const { t } = useTranslation("engagements");
  const title = useTitle();
  return (
    <FormDialog label={t("dispute.button")} title={t("dispute.title", { milestone: title.milestone(milestone.title) })}>
      {(close) => <Form milestone={milestone} side={side} close={close} />}
    </FormDialog>
  );
}

function Form({ milestone, side, close }: Props & { close: () => void }) {
  const { t } = useTranslation("engagements");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const once = useOnce();
  const { currency } = milestone.amount;
  const part = (text: string) => (side === "client" ? minorOf(text, currency) : basisPointsOf(text));
  const { field, ...frame } = useApiForm({
    initial: { reason: "", amount: "", words: "" },
    rules: {
      reason: { right: (text) => text !== "", wrong: t("dispute.reasonWrong") },
      amount: {
        right: (text) => text.trim() === "" || (part(text) ?? 0) > 0,
        wrong: t(side === "client" ? "dispute.amountWrong" : "dispute.percentWrong", { currency }),
      },
      words: { right: (text) => text.trim() !== "" && [...text].length <= 4_000, wrong: t("dispute.wordsWrong") },
    },
    send: async ({ reason, amount, words }) => {
      const found = amount.trim() === "" ? null : (part(amount) ?? 0);
      const division = side === "client" ? { minor: found ?? 0 } : { basis_points: found ?? 0 };
      const body = {
        reason: reason as DisputeReason,
        amount: found === null ? null : division,
        words,
      };
      const { data } = await once([milestone.id, body], (headers) =>
        disputesOpen({ path: { id: milestone.id }, body, headers, throwOnError: true }),
      );
      await queries.invalidateQueries();
      close();
      await navigate({ to: "/disputes/$id", params: { id: data.id } });
    },
    tell: useTell(),
  });
  return (
    <ApiForm {...frame} verb={t("dispute.submit")} onLeft={close} inDialog>
      <Text>{t("dispute.text")}</Text>
      <NativeSelect
        label={t("dispute.reason")}
        data={[
          { value: "", label: t("dispute.choose"), disabled: true },
          ...REASONS[side].map((value) => ({ value, label: t(`reasons.${value}`) })),
        ]}
        {...field("reason")}
      />
      <TextInput
        label={t(side === "client" ? "dispute.amount" : "dispute.percent", { currency })}
        description={t("dispute.amountHint")}
        inputMode="decimal"
        {...field("amount")}
      />
      <Textarea
        label={t("dispute.words")}
        description={t("dispute.wordsHint")}
        autosize
        minRows={4}
        maxRows={14}
        {...field("words")}
      />
    </ApiForm>
  );
}
