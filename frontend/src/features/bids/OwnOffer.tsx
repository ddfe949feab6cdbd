import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { bidsOffer, bidsWithdrawOffer, type OfferView, type OpenBrief } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { ConfirmButton } from "@/components/ConfirmButton";
import { ErrorState } from "@/components/ErrorState";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { Waiting } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useProblemText } from "@/components/useProblemText";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { parseAmount, typeAmount } from "./amount";
import { useOwnOffer } from "./useOwnOffer";
import { useTell } from "./useTell";

interface Props {
  brief: OpenBrief;
  isOpen: boolean;
}

/** The member's offer to take one seat: to make, to change or to take back. */
export function OwnOffer({ brief, isOpen }: Props) {
  const { t } = useTranslation("bids");
  const offer = useOwnOffer(brief.id);
  const own = offer.data;
  if (!isOpen && !own) {
    return null;
  }
  const lead = brief.document.seats.length === 1 ? t("offer.leadOne") : t("offer.leadMore");
  return (
    <Section id="offer" title={own ? t("offer.yours") : t("offer.title")} lead={lead}>
      {offer.isPending && <Waiting lines={1} />}
      {offer.isError && <ErrorState error={offer.error} retry={() => void offer.refetch()} />}
      {own && <Standing brief={brief} offer={own} isOpen={isOpen} />}
      {isOpen && own !== undefined && <OfferForm key={own?.id ?? "new"} brief={brief} own={own} />}
    </Section>
  );
}

function Standing({ brief, offer, isOpen }: Props & { offer: OfferView }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const takeBack = useAct({
    act: () => bidsWithdrawOffer({ path: { id: brief.id }, throwOnError: true }),
    done: t("offer.takenBack"),
    tell: useTell(),
  });
  const seat = brief.document.seats.find(({ id }) => id === offer.seat)?.title ?? offer.seat;
  return (
    <Stack gap="sm">
      <Text fw={600}>{t("offer.standing", { seat, rate: money(offer.rate.amount, offer.rate.currency, locale) })}</Text>
      <Group>
        {offer.bid && (
          <LinkButton to="/bids/$id" params={{ id: offer.bid }} variant="default" size="sm">
            {t("offer.toBid")}
          </LinkButton>
        )}
        {isOpen && (
          <ConfirmButton
            variant="default"
            size="sm"
            title={t("offer.takeBackTitle")}
            text={t("offer.takeBackText")}
            act={takeBack}
          >
            {t("offer.takeBack")}
          </ConfirmButton>
        )}
      </Group>
    </Stack>
  );
}

function OfferForm({ brief, own }: { brief: OpenBrief; own: OfferView | null }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const id = useId();
  const { seats, currency } = brief.document;
  const [seat, setSeat] = useState(own?.seat ?? seats[0]?.id ?? "");
  const [rate, setRate] = useState(own ? typeAmount(own.rate.amount, currency, locale) : "");
  // What the offer says already: leaving loses nothing of it.
  const [kept, setKept] = useState({ seat, rate });
  const [overlapping, setOverlapping] = useState(false);
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const queries = useQueryClient();
  const tell = useTell();
  const sentence = useProblemText();
  const cap = seats.find((one) => one.id === seat)?.rate_cap;
  const wrongRate = { fields: [{ id: `${id}rate`, message: t("offer.rateWrong") }] };
  const send = useMutation({
    mutationFn: (minor: number) =>
      bidsOffer({ path: { id: brief.id }, body: { seat, rate: minor, overlapping }, throwOnError: true }),
    onSuccess: async () => {
      setKept({ seat, rate });
      notifications.show({ message: t("offer.made"), color: "muster" });
      await queries.invalidateQueries();
    },
    onError: (error) => {
      const problem = asProblem(error);
      const isRate = problem.fields.some(({ field }) => field === "rate");
      setTrouble(isRate ? wrongRate : { sentence: tell(problem) ?? sentence(problem), fields: [] });
    },
  });
  const isChanged = seat !== kept.seat || rate !== kept.rate;
  const go = (event: FormEvent) => {
    event.preventDefault();
    const minor = parseAmount(rate, currency) ?? 0;
    const isRight = minor >= 1 && minor <= Math.min(cap ?? 10_000_000, 10_000_000);
    setTrouble(isRight ? null : wrongRate);
    if (isRight) {
      send.mutate(minor);
    }
  };
  return (
    <form onSubmit={go} noValidate>
      <Stack>
        <FormSummary trouble={trouble} />
        {seats.length > 1 && (
          <NativeSelect
            label={t("offer.seat")}
            value={seat}
            onChange={(event) => setSeat(event.currentTarget.value)}
            data={seats.map((one) => ({ value: one.id, label: one.title }))}
          />
        )}
        <TextInput
          id={`${id}rate`}
          label={t("offer.rate", { currency })}
          description={cap == null ? undefined : t("offer.cap", { rate: money(cap, currency, locale) })}
          inputMode="decimal"
          autoComplete="off"
          value={rate}
          error={trouble && trouble.fields.length > 0 && t("offer.rateWrong")}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
        <Checkbox
          label={t("offer.overlapping")}
          checked={overlapping}
          onChange={(event) => setOverlapping(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" loading={send.isPending}>
            {own ? t("offer.change") : t("offer.make")}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard unsaved={isChanged && !send.isPending} />
    </form>
  );
}
