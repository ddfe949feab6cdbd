import { Button, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BookEntry, bookCorrectEntry, bookRecordExchange, type NewExchange } from "@/api/generated";
import type { KnownProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { DayInput } from "@/components/DayInput";
import { FormDialog } from "@/components/FormDialog";
import { useApiForm } from "@/components/useApiForm";
import { useOnce } from "@/features/engagements/useOnce";
import { digitsOf } from "@/features/space/rates";
import { useLocale } from "@/i18n/useLocale";
import { CURRENCIES } from "@/lib/countries";
import { day, money } from "@/lib/format";
import classes from "./admin.module.css";
import { dayAhead, isNote, isScaled, scaled, typed } from "./decimals";

/** The most that is exchanged at once, in minor units. */
const MOST_MINOR = 1_000_000_000_000;
const LONGEST_REFERENCE = 140;
const LONGEST_REASON = 500;

/** Records an exchange, or says what the one that is wrong should have been. */
export function ExchangeDialog({ wrong }: { wrong?: BookEntry }) {
  const { t } = useTranslation("book");
  return wrong ? (
    <FormDialog label={t("correction.open")} title={t("correction.title")} size="compact-md">
      {(close) => <ExchangeForm wrong={wrong} close={close} />}
    </FormDialog>
  ) : (
    <FormDialog label={t("exchange.open")} title={t("exchange.title")} variant="filled">
      {(close) => <ExchangeForm close={close} />}
    </FormDialog>
  );
}

/** What left the account by an entry, or came into it. */
function bankLine({ lines }: BookEntry, side: "debit" | "credit") {
  return lines.find((line) => line.account === "bank" && line.side === side)?.amount;
}

/** The sentence for a problem that only the book's acts can meet. */
function useTell(): (problem: KnownProblem) => string | undefined {
  const { t } = useTranslation("book");
  const codes = ["not-held", "bank-reference-used", "already-reversed", "not-by-hand"] as const;
  return ({ code }) => {
    const told = codes.find((each) => each === code);
    return told && t(`problems.${told}`);
  };
}

function ExchangeForm({ wrong, close }: { wrong?: BookEntry; close: () => void }) {
  const { t } = useTranslation(["book", "common"]);
  const { locale } = useLocale();
  const queries = useQueryClient();
  const once = useOnce();
  const tell = useTell();
  const [given, got] = [wrong && bankLine(wrong, "credit"), wrong && bankLine(wrong, "debit")];
  const [gives, setGives] = useState(given?.currency ?? "EUR");
  const [gets, setGets] = useState(got?.currency ?? "CZK");
  const [instead, setInstead] = useState<"other" | "nothing">("other");
  // What is filled in is read once more before it is sent, and may be filled in again.
  const [step, setStep] = useState<"begin" | "sure" | "again">("begin");
  const isNothing = instead === "nothing";
  const today = dayAhead(Date.now(), 0);
  const inMinor = (text: string, currency: string) => scaled(text, digitsOf(currency)) ?? 0;
  const exchangeOf = (values: {
    given: string;
    got: string;
    booked_on: string;
    bank_reference: string;
  }): NewExchange => ({
    given: { amount: inMinor(values.given, gives), currency: gives },
    got: { amount: inMinor(values.got, gets), currency: gets },
    booked_on: values.booked_on,
    bank_reference: values.bank_reference.trim(),
  });
  const isAmount = (currency: string) => (text: string) =>
    isNothing || isScaled(text, digitsOf(currency), 1, MOST_MINOR);
  const { field, form, trouble, submit, ...frame } = useApiForm({
    initial: {
      reason: "",
      given: given ? typed(given.amount, digitsOf(given.currency)) : "",
      got: got ? typed(got.amount, digitsOf(got.currency)) : "",
      booked_on: wrong ? "" : today,
      bank_reference: wrong?.subject ?? "",
    },
    rules: {
      reason: { right: (text) => !wrong || isNote(text, LONGEST_REASON), wrong: t("correction.reasonHint") },
      given: { right: isAmount(gives), wrong: t("exchange.amountWrong") },
      got: { right: isAmount(gets), wrong: t("exchange.amountWrong") },
      booked_on: { right: (on) => isNothing || ("" < on && on <= today), wrong: t("exchange.bookedOnWrong") },
      bank_reference: {
        right: (text) => isNothing || isNote(text, LONGEST_REFERENCE),
        wrong: t("exchange.referenceWrong"),
      },
    },
    send: async (values) => {
      try {
        await deliver(values);
      } catch (error) {
        setStep("again");
        throw error;
      }
      notifications.show({ message: t(wrong ? "correction.done" : "exchange.done"), color: "muster" });
      await queries.invalidateQueries();
      close();
    },
    tell,
  });
  const deliver = async (values: typeof form.values) => {
    if (!wrong) {
      const body = exchangeOf(values);
      await once(body, (headers) => bookRecordExchange({ body, headers, throwOnError: true }));
      return;
    }
    const reason = values.reason.trim();
    const body = { entry: wrong.id, reason, ...(isNothing ? {} : { instead: exchangeOf(values) }) };
    await once(body, (headers) => bookCorrectEntry({ body, headers, throwOnError: true }));
  };
  const verb = t(wrong ? "correction.confirm" : "exchange.confirm");
  const inWords = (amount?: { amount: number; currency: string }) =>
    amount ? money(amount.amount, amount.currency, locale) : "";
  const check = (event: FormEvent<HTMLFormElement>) => {
    if (form.isRight()) {
      event.preventDefault();
      setStep("sure");
    } else {
      submit(event);
    }
  };
  if (step === "sure") {
    const said = exchangeOf(form.values);
    const back = (
      <Button variant="default" onClick={() => setStep("again")}>
        {t("common:ui.back")}
      </Button>
    );
    return (
      <ApiForm {...frame} trouble={null} submit={submit} verb={verb} aside={back}>
        <Lead key={step} takesFocus>
          {isNothing
            ? t("correction.sureNothing", { given: inWords(given), got: inWords(got) })
            : t("exchange.sure", {
                given: inWords(said.given),
                got: inWords(said.got),
                day: day(said.booked_on, locale),
                reference: said.bank_reference,
              })}
        </Lead>
        <Text c="dimmed" size="sm">
          {t("exchange.sureText")}
        </Text>
      </ApiForm>
    );
  }
  const others = CURRENCIES.filter((code) => code !== gives);
  const give = (code: string) => {
    setGives(code);
    if (code === gets) {
      setGets(gives);
    }
  };
  return (
    <ApiForm {...frame} trouble={trouble} submit={check} verb={t("exchange.check")} onLeft={close} inDialog>
      <Lead key={step} takesFocus={step === "again"}>
        {t(wrong ? "correction.text" : "exchange.text")}
      </Lead>
      {wrong && (
        <>
          {wrong.memo && (
            <Text c="dimmed" size="sm">
              {t("entries.said")}: <span lang="en">{wrong.memo}</span>
            </Text>
          )}
          <Textarea
            autosize
            minRows={2}
            label={t("correction.reason")}
            description={t("correction.reasonHint")}
            {...field("reason")}
          />
          <NativeSelect
            label={t("correction.instead")}
            data={[
              { value: "other", label: t("correction.other") },
              { value: "nothing", label: t("correction.nothing") },
            ]}
            value={instead}
            onChange={({ currentTarget: { value } }) => setInstead(value === "nothing" ? "nothing" : "other")}
          />
        </>
      )}
      {!isNothing && (
        <Stack>
          <div className={classes.fields}>
            <TextInput inputMode="decimal" label={t("exchange.given")} {...field("given")} />
            <NativeSelect
              label={t("exchange.givenCurrency")}
              data={CURRENCIES}
              value={gives}
              onChange={({ currentTarget: { value } }) => give(value)}
            />
            <TextInput inputMode="decimal" label={t("exchange.got")} {...field("got")} />
            <NativeSelect
              label={t("exchange.gotCurrency")}
              data={others}
              value={gets}
              onChange={({ currentTarget: { value } }) => setGets(value)}
            />
          </div>
          <DayInput
            label={t("exchange.bookedOn")}
            placeholder={t("common:ui.chooseDay")}
            max={today}
            {...field("booked_on")}
          />
          <TextInput
            label={t("exchange.reference")}
            description={t("exchange.referenceHint")}
            {...field("bank_reference")}
          />
        </Stack>
      )}
    </ApiForm>
  );
}

/** What a step is about. One that takes the place of another is read first, and so takes the focus. */
function Lead({ takesFocus, children }: { takesFocus: boolean; children: string }) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus) {
      text.current?.focus();
    }
  }, [takesFocus]);
  return (
    <Text ref={text} tabIndex={-1}>
      {children}
    </Text>
  );
}
