import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Bounds, spacesAnnounce, type Terms } from "@/api/generated";
import { spacesListTermsInfiniteQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { DayInput } from "@/components/DayInput";
import { Dialog } from "@/components/Dialog";
import { FormSummary } from "@/components/FormSummary";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { CURRENCIES } from "@/lib/countries";
import { day } from "@/lib/format";
import { basisPoints, daysOn, digitsOf, minorUnits, percent } from "./rates";
import classes from "./space.module.css";
import { useBoundsInWords } from "./useBoundsInWords";

/** How long before its first day a commission is announced, and how far ahead at most. */
const NOTICE_DAYS = 30;
/** The most that a commission may take. */
const MOST_POINTS = 5_000;

interface Props {
  space: string;
  name: string;
  today: string;
  current?: Terms;
  /** The days on which a commission begins already. */
  taken: string[];
}

/** Announces the next commission. The sentence that members get stands below while it is written. */
export function AnnounceForm({ space, name, today, current, taken }: Props) {
  const { t } = useTranslation(["space", "common"]);
  const { locale } = useLocale();
  const queries = useQueryClient();
  const boundsInWords = useBoundsInWords();
  const earliest = daysOn(today, NOTICE_DAYS);
  const form = useRef<HTMLFormElement>(null);
  const isSure = useRef(false);
  const [isAsking, setAsking] = useState(false);
  const bound = current?.bounds[0];
  const rightAmount = (text: string) => text.trim() === "" || minorUnits(text, 3) !== undefined;
  const {
    form: values,
    unsaved,
    trouble,
    sending,
    submit,
    field,
  } = useApiForm({
    initial: {
      basis_points: "",
      from_day: "",
      currency: bound?.currency ?? "EUR",
      least: "",
      most: "",
    },
    rules: {
      basis_points: {
        right: (text) => (basisPoints(text) ?? Number.POSITIVE_INFINITY) <= MOST_POINTS,
        wrong: t("announce.rateWrong"),
      },
      from_day: {
        right: (text) => text >= earliest && !taken.includes(text),
        wrong: t("announce.dayWrong", { day: day(earliest, locale) }),
      },
      currency: { right: () => true, wrong: t("announce.amountWrong") },
      least: { right: rightAmount, wrong: t("announce.amountWrong") },
      most: { right: rightAmount, wrong: t("announce.amountWrong") },
    },
    tell: ({ code }) => (code === "terms-taken" ? t("announce.taken") : undefined),
    send: async (typed) => {
      await spacesAnnounce({
        path: { id: space },
        body: {
          basis_points: basisPoints(typed.basis_points) ?? 0,
          from_day: typed.from_day,
          bounds: boundsOf(typed),
        },
        throwOnError: true,
      });
      await queries.invalidateQueries({ queryKey: spacesListTermsInfiniteQueryKey({ path: { id: space } }) });
      values.reset();
      notifications.show({ message: t("announce.done"), color: "muster" });
    },
  });
  const points = basisPoints(values.values.basis_points);
  const isWhole = points !== undefined && values.values.from_day !== "";
  const bounds = boundsOf(values.values);
  const sentence = isWhole
    ? `${t("announce.sentence", {
        day: day(values.values.from_day, locale),
        space: name,
        rate: percent(points, locale),
      })} ${bounds.length > 0 ? `${t("announce.bounded", { bounds: boundsInWords(bounds) })} ` : ""}${t("announce.keeps")}`
    : t("announce.incomplete");

  /** What was announced cannot be taken back, so a whole form is asked about once more before it is sent. */
  const ask = (event: FormEvent<HTMLFormElement>) => {
    if (isSure.current || !values.isRight()) {
      isSure.current = false;
      submit(event);
    } else {
      event.preventDefault();
      setAsking(true);
    }
  };
  const announce = () => {
    setAsking(false);
    isSure.current = true;
    form.current?.requestSubmit();
  };
  return (
    <form ref={form} onSubmit={ask} noValidate>
      <Stack>
        <FormSummary trouble={trouble} />
        <div className={classes.fields}>
          <TextInput
            {...field("basis_points")}
            label={t("announce.rate")}
            description={t("announce.rateHint")}
            inputMode="decimal"
          />
          <DayInput
            {...field("from_day")}
            min={earliest}
            label={t("announce.day")}
            placeholder={t("common:ui.chooseDay")}
            description={t("announce.dayHint", { day: day(earliest, locale) })}
          />
        </div>
        <fieldset className={classes.optional}>
          <legend>{t("announce.bounds")}</legend>
          <div className={classes.fields}>
            <NativeSelect {...field("currency")} label={t("announce.currency")} data={CURRENCIES} />
            <TextInput {...field("least")} label={t("announce.least")} inputMode="decimal" />
            <TextInput {...field("most")} label={t("announce.most")} inputMode="decimal" />
          </div>
        </fieldset>
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t("announce.preview")}
          </Text>
          <blockquote className={classes.preview} aria-live="polite">
            {sentence}
          </blockquote>
        </Stack>
        <Group>
          <Button type="submit" loading={sending}>
            {t("announce.submit")}
          </Button>
        </Group>
      </Stack>
      <Dialog opened={isAsking} onClose={() => setAsking(false)} title={t("announce.sure")}>
        <Stack>
          <blockquote className={classes.preview}>{sentence}</blockquote>
          <Text>{t("announce.sureText")}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t("common:ui.cancel")}
            </Button>
            <Button onClick={announce}>{t("announce.confirm")}</Button>
          </Group>
        </Stack>
      </Dialog>
      <UnsavedGuard unsaved={unsaved} />
    </form>
  );
}

/** The bounds that were typed; none where both are left out. */
function boundsOf({ currency, least, most }: { currency: string; least: string; most: string }): Bounds[] {
  const digits = digitsOf(currency);
  const low = minorUnits(least, digits) ?? 0;
  const high = minorUnits(most, digits);
  return low > 0 || high !== undefined
    ? [{ currency, least: low, ...(high === undefined ? {} : { most_a_year: high }) }]
    : [];
}
