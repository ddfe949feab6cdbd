import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CrewMember, Document } from "@/api/generated";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { percent } from "@/features/invitations/amounts";
import { useLocale } from "@/i18n/useLocale";
import { toldApart } from "@/lib/apart";
import { money } from "@/lib/format";
import classes from "./bids.module.css";
import { check, priceOf, sumOf, type TypedPlan, type TypedSeat, takers, type Wrong } from "./plan";

interface Props {
  document: Document;
  members: CrewMember[];
  /** The member who writes, who takes a seat too. */
  me?: string;
  initial: TypedPlan;
  submit: string;
  isSending: boolean;
  /** What the server refused, in words. */
  refused: string | null;
  send: (plan: TypedPlan) => void;
  /** Stands beside the button, such as a way back. */
  aside?: ReactNode;
}

/** What a crew bids: who takes which seat, at which rate, for how many hours, and who gets which share. */
export function PlanForm({ document: brief, members, me, initial, submit, isSending, refused, send, aside }: Props) {
  const { t } = useTranslation(["bids", "common"]);
  const { locale } = useLocale();
  const id = useId();
  const [begun] = useState(initial);
  const [plan, setPlan] = useState(begun);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const price = priceOf(plan, brief);
  const isChanged = JSON.stringify(plan) !== JSON.stringify(begun);
  const change = (seat: string, part: Partial<TypedSeat>) =>
    setPlan({ ...plan, seats: plan.seats.map((one) => (one.seat === seat ? { ...one, ...part } : one)) });
  const names = toldApart(members.map(({ member, first_name }) => [member, first_name]));
  const hoursWrong = (seat: string) =>
    t("plan.hoursWrong", { count: brief.seats.find((one) => one.id === seat)?.hours ?? 80 });

  const go = (event: FormEvent) => {
    event.preventDefault();
    const found = check(plan, brief, me);
    setWrong(found);
    setTrouble(found && { fields: told(found) });
    if (!found) {
      send(plan);
    }
  };
  const told = (found: Wrong) => [
    ...found.members.map((seat) => ({ id: `${id}member-${seat}`, message: t("plan.memberMissing") })),
    ...found.rates.map((seat) => ({ id: `${id}rate-${seat}`, message: t("offer.rateWrong") })),
    ...found.hours.map((seat) => ({ id: `${id}hours-${seat}`, message: hoursWrong(seat) })),
    ...found.shares.map((member) => ({ id: `${id}share-${member}`, message: t("plan.shareWrong") })),
    ...(found.sum ? [{ id: `${id}share-${takers(plan)[0] ?? ""}`, message: t("plan.sumWrong") }] : []),
    ...(found.withoutMe ? [{ id: `${id}member-${plan.seats[0]?.seat ?? ""}`, message: t("plan.withoutMe") }] : []),
  ];
  return (
    <form onSubmit={go} noValidate>
      <Stack>
        <FormSummary trouble={refused ? { sentence: refused, fields: [] } : trouble} />
        {plan.seats.map(({ seat, member, rate, hours }) => {
          const asked = brief.seats.find((one) => one.id === seat);
          return (
            <fieldset key={seat} className={classes.seat}>
              <legend>{asked?.title ?? seat}</legend>
              <SimpleGrid cols={{ base: 1, xs: 3 }}>
                <NativeSelect
                  id={`${id}member-${seat}`}
                  label={t("plan.member")}
                  value={member}
                  error={wrong?.members.includes(seat) && t("plan.memberMissing")}
                  onChange={(event) => change(seat, { member: event.currentTarget.value })}
                  data={[{ value: "", label: "–" }, ...Array.from(names, ([value, label]) => ({ value, label }))]}
                />
                <TextInput
                  id={`${id}rate-${seat}`}
                  label={t("plan.rate", { currency: brief.currency })}
                  inputMode="decimal"
                  autoComplete="off"
                  value={rate}
                  description={
                    asked?.rate_cap == null
                      ? undefined
                      : t("offer.cap", { rate: money(asked.rate_cap, brief.currency, locale) })
                  }
                  error={wrong?.rates.includes(seat) && t("offer.rateWrong")}
                  onChange={(event) => change(seat, { rate: event.currentTarget.value })}
                />
                <TextInput
                  id={`${id}hours-${seat}`}
                  label={t("plan.hours")}
                  inputMode="numeric"
                  autoComplete="off"
                  value={hours}
                  error={wrong?.hours.includes(seat) && hoursWrong(seat)}
                  onChange={(event) => change(seat, { hours: event.currentTarget.value })}
                />
              </SimpleGrid>
            </fieldset>
          );
        })}
        <Checkbox
          label={t("plan.shares")}
          checked={plan.shares !== null}
          onChange={(event) => setPlan({ ...plan, shares: event.currentTarget.checked ? {} : null })}
        />
        {plan.shares && (
          <Stack gap="xs">
            <SimpleGrid cols={{ base: 1, xs: 3 }}>
              {takers(plan).map((member) => (
                <TextInput
                  key={member}
                  id={`${id}share-${member}`}
                  label={t("plan.share", { name: names.get(member) ?? "" })}
                  inputMode="decimal"
                  autoComplete="off"
                  value={plan.shares?.[member] ?? ""}
                  error={wrong?.shares.includes(member) && t("plan.shareWrong")}
                  onChange={(event) =>
                    setPlan({ ...plan, shares: { ...plan.shares, [member]: event.currentTarget.value } })
                  }
                />
              ))}
            </SimpleGrid>
            <Text size="sm" role="status">
              {t("plan.sum", { sum: percent(sumOf(plan), locale) })}
            </Text>
          </Stack>
        )}
        {price !== null && (
          <Text role="status">
            {t("plan.price")} <strong>{money(price, brief.currency, locale)}</strong>
          </Text>
        )}
        <Group>
          <Button type="submit" loading={isSending}>
            {submit}
          </Button>
          {aside}
        </Group>
      </Stack>
      <UnsavedGuard unsaved={isChanged && !isSending} />
    </form>
  );
}
