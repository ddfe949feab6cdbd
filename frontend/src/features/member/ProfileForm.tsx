import {
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { placesListOptions } from "@/api/generated/@tanstack/react-query.gen";
import type { KnownProblem } from "@/api/problem";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { CURRENCIES } from "@/lib/countries";
import { names } from "@/lib/format";
import { fieldOf, type ProfileDraft, type ProfileField, wrongIn } from "./profile";
import { SkillsField } from "./SkillsField";

/** Languages that work is done in here; others can be typed as their tag through the API. */
const SPOKEN = [
  ..."ar bg bs ca cs da de el en es et fi fr ga he hi hr hu is it ja ko lt lv mt nl no pl pt ro ru sk sl sq sr sv tr uk vi zh".split(
    " ",
  ),
];

interface Props {
  draft: ProfileDraft;
  change: (part: Partial<ProfileDraft>) => void;
  send: () => void;
  sending: boolean;
  /** What the server refused, if anything. */
  problem: KnownProblem | null;
  /** A sentence for a problem that concerns no single field. */
  sentence: (problem: KnownProblem) => string;
  submit: string;
  /** Stands beside the button. */
  aside?: ReactNode;
}

/** All that a member says of themselves, in one form. */
export function ProfileForm({ draft, change, send, sending, problem, sentence, submit, aside }: Props) {
  const { t } = useTranslation(["member", "common"]);
  const { locale } = useLocale();
  const prefix = useId();
  const [missing, setMissing] = useState<ProfileField[] | null>(null);
  const places = useQuery({ ...placesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  const whole = problem ? sentence(problem) : undefined;
  const wrong = useMemo(
    () => missing ?? [...new Set(problem?.fields.flatMap(({ field }) => fieldOf(field) ?? []))],
    [missing, problem],
  );
  // The summary takes the focus whenever this changes, so it must not while somebody types.
  const trouble = useMemo((): FormTrouble | null => {
    if (wrong.length > 0) {
      return { fields: wrong.map((field) => ({ id: prefix + field, message: t(`profile.wrong.${field}`) })) };
    }
    return whole === undefined ? null : { sentence: whole, fields: [] };
  }, [wrong, whole, prefix, t]);
  const field = (name: ProfileField) => ({
    id: prefix + name,
    error: wrong.includes(name) ? t(`profile.wrong.${name}`) : undefined,
  });
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    const found = wrongIn(draft);
    setMissing(found.length > 0 ? found : null);
    if (found.length === 0) {
      send();
    }
  };
  const known = [...new Set([...SPOKEN, ...draft.languages])];
  const labels = names(known, "language", locale);
  const languages = known.map((value, at) => ({ value, label: labels[at] ?? value }));
  languages.sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <form onSubmit={submitted} noValidate aria-label={t("profile.title")}>
      <Stack gap="xl">
        <FormSummary trouble={trouble} />
        <Section title={t("profile.opening")} lead={t("profile.openingLead")}>
          <Switch
            label={t("profile.inPool")}
            description={t("profile.inPoolHint")}
            checked={draft.in_pool}
            onChange={(event) => change({ in_pool: event.currentTarget.checked })}
          />
          <Switch
            label={t("profile.takesBids")}
            description={t("profile.takesBidsHint")}
            checked={draft.takes_bids}
            onChange={(event) => change({ takes_bids: event.currentTarget.checked })}
          />
        </Section>
        <Section title={t("profile.self")}>
          <TextInput
            label={t("profile.headline")}
            description={t("profile.headlineHint")}
            maxLength={120}
            value={draft.headline}
            onChange={(event) => change({ headline: event.currentTarget.value })}
            {...field("headline")}
          />
          <Textarea
            label={t("profile.about")}
            description={t("profile.aboutHint")}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={4000}
            value={draft.about}
            onChange={(event) => change({ about: event.currentTarget.value })}
            {...field("about")}
          />
          <Group align="flex-start">
            <TextInput
              label={t("profile.rate")}
              description={t("profile.rateHint")}
              inputMode="decimal"
              value={draft.rate}
              onChange={(event) => change({ rate: event.currentTarget.value })}
              {...field("rate")}
            />
            <NativeSelect
              label={t("profile.currency")}
              description={t("profile.currencyHint")}
              data={[...new Set([draft.currency, ...CURRENCIES])]}
              value={draft.currency}
              onChange={(event) => change({ currency: event.currentTarget.value })}
            />
          </Group>
          <MultiSelect
            label={t("profile.languages")}
            description={t("profile.languagesHint")}
            data={languages}
            value={draft.languages}
            onChange={(value) => change({ languages: value })}
            searchable
            hidePickedOptions
            maxValues={20}
            {...field("languages")}
          />
        </Section>
        <Section title={t("profile.where")} lead={t("profile.whereLead")}>
          <Select
            label={t("profile.place")}
            placeholder={t("profile.noPlace")}
            data={(places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.place}
            onChange={(place) => change({ place })}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("profile.noPlace") }}
            {...field("place")}
          />
          <Switch
            label={t("profile.onsite")}
            description={t("profile.onsiteHint")}
            checked={draft.onsite}
            onChange={(event) => change({ onsite: event.currentTarget.checked })}
          />
        </Section>
        <Section title={t("skills.title")} lead={t("skills.lead")}>
          <SkillsField {...field("skills")} skills={draft.skills} change={(skills) => change({ skills })} />
        </Section>
        <Group>
          <Button type="submit" loading={sending}>
            {submit}
          </Button>
          {aside && (
            <Text size="sm" c="dimmed" role="status">
              {aside}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
