import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconChevronDown, IconCopy, IconTrash } from "@tabler/icons-react";
import { type ActionDispatch, memo, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/components/DayInput";
import { LanguagesInput } from "@/components/LanguagesInput";
import { WholeNumberInput } from "@/components/WholeNumberInput";
import { PlacePicker } from "@/features/places/PlacePicker";
import { SkillPicker } from "@/features/skills/SkillPicker";
import { useLocale } from "@/i18n/useLocale";
import { day, lastDay } from "@/lib/format";
import classes from "./editor.module.css";
import { type Flaw, fieldId, MOST_SKILLS, newNeed, type SeatForm } from "./form";
import { NeedRow } from "./NeedRow";
import type { Action } from "./reducer";
import { HORIZON_WEEKS, isMonday, mondayOf, plusWeeks } from "./weeks";

interface Props {
  seat: SeatForm;
  /** Where it stands, from 1, and among how many. */
  number: number;
  count: number;
  currency: string;
  /** What is wrong with it, parted by commas: a text, so that a seat is only drawn anew where this changed. */
  flaws: string;
  dispatch: ActionDispatch<[Action]>;
}

/** One seat, edited in place. */
export const SeatEditor = memo(function SeatEditor({ seat, number, count, currency, flaws, dispatch }: Props) {
  const { t } = useTranslation("editor");
  const heading = useId();
  const change = (part: Partial<SeatForm>) => dispatch({ type: "seat", id: seat.id, change: part });
  const wrong = (flaw: Flaw) => (flaws.split(",").includes(flaw) ? t(`flaws.${flaw}`) : undefined);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-labelledby={heading}>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title id={heading} order={3} size="h5" className={classes.seatTitle}>
            {t("seat.number", { number })}
            {seat.title.trim() && `: ${seat.title.trim()}`}
          </Title>
          <SeatTools number={number} count={count} id={seat.id} dispatch={dispatch} />
        </Group>
        <TextInput
          id={fieldId("seatTitle", seat.id)}
          label={t("seat.title")}
          placeholder={t("seat.titleExample")}
          value={seat.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
          error={wrong("seatTitle")}
          maxLength={80}
        />
        <Needs seat={seat} error={wrong("needs")} change={change} />
        <Time seat={seat} wrong={wrong} change={change} />
        <More seat={seat} currency={currency} wrong={wrong} change={change} />
      </Stack>
    </Paper>
  );
});

function SeatTools({ id, number, count, dispatch }: Pick<Props, "number" | "count" | "dispatch"> & { id: string }) {
  const { t } = useTranslation("editor");
  const tool = (label: string, icon: ReactNode, action: Action, disabled = false) => (
    <ActionIcon
      variant="subtle"
      size="lg"
      aria-label={label}
      title={label}
      disabled={disabled}
      className={classes.tool}
      onClick={() => dispatch(action)}
    >
      {icon}
    </ActionIcon>
  );
  return (
    <Group gap={2} wrap="nowrap">
      {count > 1 &&
        tool(t("seat.up", { number }), <IconArrowUp size={18} />, { type: "move", id, by: -1 }, number === 1)}
      {count > 1 &&
        tool(t("seat.down", { number }), <IconArrowDown size={18} />, { type: "move", id, by: 1 }, number === count)}
      {tool(t("seat.duplicate", { number }), <IconCopy size={18} />, { type: "duplicate", id })}
      {count > 1 && tool(t("seat.remove", { number }), <IconTrash size={18} />, { type: "remove", id })}
    </Group>
  );
}

interface PartProps {
  seat: SeatForm;
  change: (part: Partial<SeatForm>) => void;
}

function Needs({ seat, error, change }: PartProps & { error?: string }) {
  const { t } = useTranslation("editor");
  const { needs } = seat;
  return (
    <Stack gap="xs">
      {needs.length > 0 && (
        <ul className={classes.needs} aria-label={t("seat.needs")}>
          {needs.map((need) => (
            <NeedRow
              key={need.skill}
              need={need}
              onChange={(changed) => change({ needs: needs.map((it) => (it.skill === need.skill ? changed : it)) })}
              onRemove={() => change({ needs: needs.filter((it) => it.skill !== need.skill) })}
            />
          ))}
        </ul>
      )}
      {needs.length < MOST_SKILLS && (
        <SkillPicker
          id={fieldId("needs", seat.id)}
          label={needs.length === 0 ? t("seat.firstSkill") : t("seat.moreSkills")}
          description={needs.length === 0 ? t("seat.skillHint") : undefined}
          error={error}
          without={needs.map((need) => need.skill)}
          onPick={({ id }) => change({ needs: [...needs, newNeed(id, needs)] })}
        />
      )}
    </Stack>
  );
}

interface WrongProps extends PartProps {
  wrong: (flaw: Flaw) => string | undefined;
}

function Time({ seat, wrong, change }: WrongProps) {
  const { t } = useTranslation("editor");
  const { locale } = useLocale();
  const week0 = mondayOf(new Date());
  const isWhole = seat.weeks !== "" && seat.weeks > 0 && isMonday(seat.from);
  return (
    <div className={classes.three}>
      <WholeNumberInput
        id={fieldId("hours", seat.id)}
        label={t("seat.hours")}
        min={1}
        max={80}
        value={seat.hours}
        onChange={(hours) => change({ hours })}
        error={wrong("hours")}
      />
      <DayInput
        id={fieldId("from", seat.id)}
        label={t("seat.from")}
        value={seat.from}
        onChange={(from) => change({ from })}
        min={week0}
        max={plusWeeks(week0, HORIZON_WEEKS - 1)}
        exclude={(date) => !isMonday(date.slice(0, 10))}
        error={wrong("from")}
      />
      <WholeNumberInput
        id={fieldId("weeks", seat.id)}
        label={t("seat.weeks")}
        min={1}
        max={HORIZON_WEEKS}
        value={seat.weeks}
        onChange={(weeks) => change({ weeks })}
        error={wrong("weeks") ?? wrong("horizon")}
      />
      {isWhole && (
        <Text size="sm" c="dimmed" className={classes.window}>
          {t("seat.window", {
            from: day(seat.from, locale),
            to: day(lastDay(seat.from, Number(seat.weeks)), locale),
            hours: Number(seat.hours) * Number(seat.weeks),
          })}
        </Text>
      )}
    </div>
  );
}

function More({ seat, currency, wrong, change }: WrongProps & { currency: string }) {
  const { t } = useTranslation("editor");
  const region = useId();
  const hasSome = Boolean(seat.rateCap || seat.languages.length || seat.place);
  const [isOpen, { toggle }] = useDisclosure(hasSome);
  // What was filled in, or is wrong, must be seen.
  const isShown = isOpen || Boolean(wrong("rateCap") ?? wrong("km") ?? wrong("languages"));
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          ml={-8}
          aria-expanded={isShown}
          aria-controls={region}
          onClick={toggle}
          rightSection={<IconChevronDown size={16} className={isShown ? classes.turned : undefined} aria-hidden />}
        >
          {t("seat.more")}
        </Button>
      </Group>
      <div id={region} hidden={!isShown}>
        {isShown && <MoreFields seat={seat} currency={currency} wrong={wrong} change={change} />}
      </div>
    </Stack>
  );
}

function MoreFields({ seat, currency, wrong, change }: WrongProps & { currency: string }) {
  const { t } = useTranslation("editor");
  return (
    <div className={classes.two}>
      <TextInput
        id={fieldId("rateCap", seat.id)}
        label={t("seat.rateCap", { currency })}
        description={t("seat.rateCapHint")}
        inputMode="decimal"
        value={seat.rateCap}
        onChange={(event) => change({ rateCap: event.currentTarget.value })}
        error={wrong("rateCap")}
      />
      <LanguagesInput
        id={fieldId("languages", seat.id)}
        label={t("seat.languages")}
        description={t("seat.languagesHint")}
        value={seat.languages}
        onChange={(languages) => change({ languages })}
        error={wrong("languages")}
      />
      <PlacePicker
        id={fieldId("place", seat.id)}
        label={t("seat.place")}
        none={t("seat.anywhere")}
        value={seat.place}
        onChange={(place) => change({ place, km: place ? seat.km || 50 : "" })}
      />
      {seat.place && (
        <WholeNumberInput
          id={fieldId("km", seat.id)}
          label={t("seat.km")}
          min={1}
          max={500}
          value={seat.km}
          onChange={(km) => change({ km })}
          error={wrong("km")}
        />
      )}
    </div>
  );
}
