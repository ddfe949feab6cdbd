import { TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { payoutsMakeBatch } from "@/api/generated";
import { ApiForm } from "@/components/ApiForm";
import { DayInput } from "@/components/DayInput";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import { PAID_OUT } from "@/features/payouts/currency";
import { toldIn } from "@/i18n/problems";
import { newKey } from "@/lib/newKey";
import classes from "./admin.module.css";
import { dayAhead, isScaled, scaled } from "./decimals";

/** How many minor digits EUR has. */
const CENTS = 2;

/** Having everybody paid who is owed enough. */
export function MakeBatch() {
  const { t } = useTranslation("payouts");
  const tell = toldIn("payouts");
  const queries = useQueryClient();
  const navigate = useNavigate();
  // The same batch sent twice, because the answer was lost, is made once.
  const [key] = useState(newKey);
  const [today, last] = [dayAhead(Date.now(), 0), dayAhead(Date.now(), 30)];
  const { field, ...frame } = useApiForm({
    initial: { smallest: "10", on: dayAhead(Date.now(), 1) },
    rules: {
      smallest: {
        right: (text) => isScaled(text, CENTS, 1, 100_000_000),
        wrong: t("batches.smallestWrong"),
      },
      on: { right: (on) => today <= on && on <= last, wrong: t("batches.onWrong") },
    },
    send: async ({ smallest, on }) => {
      const body = { currency: PAID_OUT, on, smallest: scaled(smallest, CENTS) ?? 0 };
      const { data } = await payoutsMakeBatch({ body, headers: { "Idempotency-Key": key }, throwOnError: true });
      notifications.show({ message: t("batches.made"), color: "muster" });
      await queries.invalidateQueries();
      await navigate({ to: "/payout-batches/$id", params: { id: data.id } });
    },
    tell,
  });
  return (
    <Section title={t("batches.newTitle")} lead={t("batches.newLead")}>
      <ApiForm {...frame} verb={t("batches.make")}>
        <div className={classes.fields}>
          <TextInput
            inputMode="decimal"
            label={t("batches.smallest")}
            description={t("batches.smallestHint")}
            {...field("smallest")}
          />
          <DayInput label={t("batches.on")} min={today} max={last} {...field("on")} />
        </div>
      </ApiForm>
    </Section>
  );
}
