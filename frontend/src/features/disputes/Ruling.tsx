import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DisputeInFull, type DisputeSeat, disputesDecide, disputesVote } from "@/api/generated";
import { DataTable } from "@/components/DataTable";
import { FormSummary } from "@/components/FormSummary";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useApiForm } from "@/components/useApiForm";
import { minorOf, typed } from "@/features/engagements/amounts";
import { useSaved } from "@/features/engagements/useSaved";
import { toldApart } from "@/lib/apart";
import { Preview } from "./Preview";
import { bySeat, type Division, divisionOf } from "./rules";
import { useTell } from "./useTell";

interface Props {
  dispute: DisputeInFull;
  /** A vote of a panel is about the whole amount; a decision may name each seat. */
  isVote: boolean;
}

/** The decision of a steward, or the vote of somebody on a panel, with what it would post before it is made. */
export function Ruling({ dispute, isVote }: Props) {
  const { t } = useTranslation(["disputes", "common"]);
  const saved = useSaved(t(isVote ? "ruling.voted" : "ruling.decided"));
  const [perSeat, setPerSeat] = useState(false);
  const [checked, setChecked] = useState(false);
  const { amount } = dispute;
  // Each seat is somebody else's, and two of them may have one first name.
  const names = toldApart(dispute.seats.map(({ name, title }, place) => [`${place}`, name, title]));
  const seats = dispute.seats.map((each, place) => ({ ...each, name: names.get(`${place}`) ?? each.name }));
  const { currency } = amount;
  const initial: Record<string, string> = { amount: "", words: "" };
  for (const { seat, amount: part } of seats) {
    initial[`seat-${seat}`] = typed(part.amount, currency);
  }
  const division = (values: Record<string, string>): Division | null =>
    perSeat
      ? bySeat(Object.fromEntries(seats.map(({ seat }) => [seat, values[`seat-${seat}`] ?? ""])), amount)
      : divisionOf(values.amount ?? "", amount, "steward");
  const rules: Record<string, { right: (text: string) => boolean; wrong: string }> = {
    amount: {
      right: (text) => perSeat || divisionOf(text, amount, "steward") !== null,
      wrong: t("ruling.wrongAmount", { currency }),
    },
    words: { right: (text) => text.trim() !== "" && [...text].length <= 4_000, wrong: t("ruling.wrongWords") },
  };
  for (const { seat } of seats) {
    rules[`seat-${seat}`] = {
      right: (text) => !perSeat || minorOf(text, currency) !== null,
      wrong: t("ruling.wrongAmount", { currency }),
    };
  }
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial,
    rules,
    send: async (values) => {
      const toMembers = division(values);
      if (!toMembers) {
        return;
      }
      const rule = isVote ? disputesVote : disputesDecide;
      await rule({
        path: { id: dispute.id },
        body: { to_members: toMembers, words: values.words ?? "" },
        throwOnError: true,
      });
      await saved();
    },
    tell: useTell(),
  });
  const [settled] = useDebouncedValue(form.values, 300);
  const shown = division(settled);
  return (
    <Section
      title={t(isVote ? "ruling.vote" : "ruling.decide")}
      lead={t(isVote ? "ruling.leadVote" : "ruling.leadDecide")}
    >
      <DataTable
        caption={t("ruling.seats")}
        columns={[
          { key: "seat", label: t("ruling.seat"), cell: ({ title }: DisputeSeat) => title },
          { key: "name", label: t("ruling.name"), cell: ({ name }: DisputeSeat) => name },
          {
            key: "amount",
            label: t("ruling.part"),
            numeric: true,
            cell: ({ amount: part }: DisputeSeat) => <Money minor={part.amount} currency={part.currency} />,
          },
        ]}
        rows={seats}
        rowKey={({ seat, name }) => `${seat} ${name}`}
      />
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormSummary trouble={trouble} />
          {!isVote && seats.length > 1 && (
            <SegmentedControl
              aria-label={t("ruling.how")}
              value={perSeat ? "seats" : "whole"}
              onChange={(value) => setPerSeat(value === "seats")}
              data={[
                { value: "whole", label: t("ruling.whole") },
                { value: "seats", label: t("ruling.bySeat") },
              ]}
            />
          )}
          {perSeat ? (
            seats.map(({ seat, title, name }) => (
              <TextInput
                key={seat}
                label={t("ruling.toSeat", { seat: title, name, currency })}
                inputMode="decimal"
                {...field(`seat-${seat}`)}
              />
            ))
          ) : (
            <TextInput
              label={t("ruling.amount", { currency })}
              description={t("ruling.amountHint")}
              inputMode="decimal"
              {...field("amount")}
            />
          )}
          <Preview dispute={dispute} division={shown} />
          <Textarea
            label={t("ruling.words")}
            description={t(isVote ? "ruling.wordsVote" : "ruling.wordsDecide")}
            autosize
            minRows={4}
            maxRows={14}
            {...field("words")}
          />
          {shown === null && <Text size="sm">{t(perSeat ? "ruling.tooMuch" : "ruling.noAmount")}</Text>}
          {/* Two buttons and not one that turns: the press that says so would send the form at once. */}
          {checked ? (
            <Group key="sure">
              <Button type="submit" loading={sending} disabled={shown === null}>
                {t(isVote ? "ruling.submitVote" : "ruling.submitDecide")}
              </Button>
              <Button variant="default" onClick={() => setChecked(false)}>
                {t("common:ui.cancel")}
              </Button>
              <Text size="sm">{t("ruling.final")}</Text>
            </Group>
          ) : (
            <Group key="check">
              <Button variant="default" disabled={shown === null} onClick={() => setChecked(true)}>
                {t("ruling.check")}
              </Button>
            </Group>
          )}
        </Stack>
        <UnsavedGuard unsaved={unsaved} />
      </form>
    </Section>
  );
}
