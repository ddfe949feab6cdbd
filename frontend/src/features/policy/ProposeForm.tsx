import { Button, FileInput, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Policy, policiesPropose } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { newKey } from "@/lib/newKey";
import classes from "./policy.module.css";
import {
  BOUNDS,
  bare,
  isFine,
  isWithin,
  numberOf,
  PARAMS,
  type Param,
  RULES,
  typed,
  unitOf,
  WEIGHTS,
  withValues,
  written,
} from "./rules";

type Values = Record<Param, string> & { why: string; report_text: string };

interface Props {
  /** The policy in force, with which a proposal begins. */
  current: Policy;
  close: () => void;
}

/** The longest report that the server takes. */
const LARGEST = 64 * 1024;
const isReason = (text: string) => {
  const length = [...text.trim()].length;
  return 20 <= length && length <= 4000;
};

/** Proposing a policy: every number of it, and why. */
export function ProposeForm({ current, close }: Props) {
  const { t } = useTranslation(["policy", "common"]);
  const { locale } = useLocale();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // The same proposal sent twice, because the answer was lost, is kept once.
  const [key] = useState(newKey);
  const [file, setFile] = useState<File | null>(null);
  const label = (param: Param) => {
    const name = t(`params.${param}`);
    const unit = unitOf(param);
    return unit ? t(`form.in.${unit}`, { name }) : name;
  };
  const wrong = (param: Param) => {
    const [least, most] = BOUNDS[param];
    const count = (value: number) => bare(param, value, locale);
    const said = { name: label(param), least: count(least), most: count(most) };
    return isFine(param) ? t("form.wrongFine", { ...said, step: count(1) }) : t("form.wrong", said);
  };
  const begun = (param: Param) => typed(param, numberOf(current, param), locale);
  const numbers = <Value,>(value: (param: Param) => Value) =>
    Object.fromEntries(PARAMS.map((param) => [param, value(param)])) as Record<Param, Value>;
  const { unsaved, trouble, sending, submit, field, form } = useApiForm<Values>({
    initial: { ...numbers(begun), why: "", report_text: "" },
    rules: {
      ...numbers((param) => ({ right: (text: string) => isWithin(param, text), wrong: wrong(param) })),
      why: { right: isReason, wrong: t("form.whyWrong") },
      report_text: {
        right: () => file === null || file.size <= LARGEST,
        wrong: t("form.reportWrong"),
        refused: () => t("form.reportRefused"),
      },
    },
    send: async (values) => {
      const body = { policy: withValues(current, values), why: values.why, report_text: (await file?.text()) ?? null };
      const { data } = await policiesPropose({ body, headers: { "Idempotency-Key": key }, throwOnError: true });
      notifications.show({ message: t("form.done"), color: "muster" });
      await queries.invalidateQueries();
      await navigate({ to: "/policies/$id", params: { id: data.id } });
    },
    tell: ({ fields }) =>
      fields.some(({ field: name }) => name === "policy.weights") ? t("form.noWeight") : undefined,
  });
  const chosen = field("report_text");
  const number = (param: Param) => (
    <TextInput
      key={param}
      inputMode={isFine(param) ? "decimal" : "numeric"}
      label={label(param)}
      description={
        form.values[param] === begun(param)
          ? undefined
          : t("form.now", { value: written(param, numberOf(current, param), locale) })
      }
      {...field(param)}
    />
  );
  return (
    <Section title={t("form.title")} lead={t("form.lead")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormSummary trouble={trouble} />
          <fieldset className={classes.set}>
            <legend>{t("weights")}</legend>
            <div className={classes.fields}>{WEIGHTS.map(number)}</div>
          </fieldset>
          <fieldset className={classes.set}>
            <legend>{t("rules")}</legend>
            <div className={classes.fields}>{RULES.map(number)}</div>
          </fieldset>
          <Textarea label={t("form.why")} description={t("form.whyHint")} autosize minRows={3} {...field("why")} />
          <FileInput
            id={chosen.id}
            error={chosen.error}
            clearable
            clearButtonProps={{ "aria-label": t("common:ui.remove") }}
            label={t("form.report")}
            description={t("form.reportHint")}
            placeholder={t("form.reportChoose")}
            accept=".json,application/json"
            value={file}
            onChange={(next) => {
              setFile(next);
              form.setValues({ report_text: next?.name ?? "" });
            }}
          />
          <Group>
            <Button type="submit" loading={sending}>
              {t("form.submit")}
            </Button>
            <Button variant="default" onClick={close}>
              {t("common:ui.cancel")}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard unsaved={unsaved} />
      </form>
    </Section>
  );
}
