import { Button, NativeSelect, Paper, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ActionDispatch, memo } from "react";
import { useTranslation } from "react-i18next";
import { skillsCategoriesOptions } from "@/api/generated/@tanstack/react-query.gen";
import { useCategoryName } from "@/features/runs/CategoryName";
import { CURRENCIES } from "@/lib/countries";
import classes from "./editor.module.css";
import { type BriefForm, type Flaw, fieldId, MOST_SEATS, type Wrong } from "./form";
import type { Action } from "./reducer";
import { SeatEditor } from "./SeatEditor";

interface Props {
  form: BriefForm;
  dispatch: ActionDispatch<[Action]>;
  /** What is wrong, once somebody wanted to go on. */
  wrongs: Wrong[];
}

/** The inputs of a brief and its seats. They know nothing of a session, so that anybody can try them. */
export function BriefFields({ form, dispatch, wrongs }: Props) {
  const { t } = useTranslation("editor");
  const { seats, currency } = form;
  const flawsOf = (seat: number) => wrongs.filter((it) => it.seat === seat).map(({ flaw }) => flaw);
  return (
    <Stack gap="lg">
      <About {...form} dispatch={dispatch} flaws={wrongs.filter((it) => !it.seat).map(({ flaw }) => flaw)} />
      <Stack component="section" gap="md">
        <Stack gap={2}>
          <Title order={2} size="h4">
            {t("brief.seats")}
          </Title>
          <Text c="dimmed" size="sm" maw="64ch">
            {t("brief.seatsLead")}
          </Text>
        </Stack>
        {seats.map((seat, place) => (
          <SeatEditor
            key={seat.id}
            seat={seat}
            number={place + 1}
            count={seats.length}
            currency={currency}
            flaws={flawsOf(place + 1).join(",")}
            dispatch={dispatch}
          />
        ))}
        {seats.length < MOST_SEATS && (
          <Button
            id={fieldId("seats")}
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => dispatch({ type: "add" })}
          >
            {t("brief.addSeat")}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

type AboutProps = Omit<BriefForm, "seats"> & Pick<Props, "dispatch"> & { flaws: Flaw[] };

const About = memo(
  function About({ title, description, category, currency, budget, dispatch, flaws }: AboutProps) {
    const { t } = useTranslation("editor");
    const categoryName = useCategoryName();
    const categories = useQuery({ ...skillsCategoriesOptions(), staleTime: Number.POSITIVE_INFINITY });
    const change = (part: Partial<BriefForm>) => dispatch({ type: "brief", change: part });
    const wrong = (flaw: Flaw) => (flaws.includes(flaw) ? t(`flaws.${flaw}`) : undefined);
    return (
      <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-label={t("brief.about")}>
        <Stack gap="md">
          <Title order={2} size="h4">
            {t("brief.about")}
          </Title>
          <TextInput
            id={fieldId("title")}
            label={t("brief.title")}
            placeholder={t("brief.titleExample")}
            value={title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            error={wrong("title")}
            maxLength={120}
          />
          <NativeSelect
            id={fieldId("category")}
            label={t("brief.category")}
            value={category ?? ""}
            onChange={(event) => change({ category: event.currentTarget.value || null })}
            data={[
              { value: "", label: t("brief.categoryHint"), disabled: true },
              ...(categories.data?.items ?? []).map(({ key }) => ({ value: key, label: categoryName(key) })),
            ]}
            error={wrong("category")}
          />
          <Textarea
            id={fieldId("description")}
            label={t("brief.description")}
            description={t("brief.descriptionHint")}
            autosize
            minRows={3}
            maxRows={14}
            value={description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            error={wrong("description")}
            maxLength={5000}
          />
          <div className={classes.money}>
            <TextInput
              id={fieldId("budget")}
              label={t("brief.budget")}
              description={t("brief.budgetHint")}
              inputMode="decimal"
              value={budget}
              onChange={(event) => change({ budget: event.currentTarget.value })}
              error={wrong("budget")}
            />
            <NativeSelect
              id={fieldId("currency")}
              label={t("brief.currency")}
              description={t("brief.currencyHint")}
              value={currency}
              onChange={(event) => change({ currency: event.currentTarget.value })}
              data={[...new Set([...CURRENCIES, currency])]}
            />
          </div>
        </Stack>
      </Paper>
    );
  },
  // The flaws are made anew each time; what they say counts.
  (before, now) =>
    before.flaws.join() === now.flaws.join() &&
    before.title === now.title &&
    before.description === now.description &&
    before.category === now.category &&
    before.currency === now.currency &&
    before.budget === now.budget,
);
