import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PageBatchPayout, type PayoutState, payoutsDecide } from "@/api/generated";
import { useAct } from "@/components/useAct";
import { toldIn } from "@/i18n/problems";
import { newKey } from "@/lib/newKey";
import { NoteAct } from "./NoteAct";

/** Where a payout can stand next; the state that it has says that a doubt was looked into. */
const NEXT: Record<PayoutState, PayoutState[]> = {
  sent: ["settled", "rejected", "returned"],
  settled: ["returned"],
  rejected: [],
  returned: [],
};

/** Deciding where a payout stands, for what the bank does not tell. */
export function DecidePayout({ row }: { row: PageBatchPayout["items"][number] }) {
  const { t } = useTranslation("payouts");
  const tell = toldIn("payouts");
  const { payout, holder, doubt } = row;
  const [key, setKey] = useState(newKey);
  const decide = useAct({
    act: (body: { state: PayoutState; words: string }) =>
      payoutsDecide({ path: { id: payout.id }, body, headers: { "Idempotency-Key": key }, throwOnError: true }),
    done: t("batch.decided"),
    tell,
    onDone: () => setKey(newKey()),
  });
  const states = doubt ? [payout.state, ...NEXT[payout.state]] : NEXT[payout.state];
  if (states.length === 0) {
    return null;
  }
  return (
    <NoteAct
      title={t("batch.decideTitle", { holder })}
      text={t("batch.decideText")}
      label={t("batch.words")}
      hint={t("batch.wordsHint")}
      most={500}
      confirm={t("batch.decide")}
      choice={{
        label: t("batch.newState"),
        data: states.map((value) => ({ value, label: t(`batch.states.${value}`) })),
      }}
      isPending={decide.isPending}
      onConfirm={(words, state) => state && decide.mutate({ state, words })}
    >
      {t(payout.state === "settled" && !doubt ? "batch.correct" : "batch.decide")}
    </NoteAct>
  );
}
