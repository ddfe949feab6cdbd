import { Button, Group, NativeSelect, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { placesListOptions } from "@/api/generated/@tanstack/react-query.gen";
import type { KnownProblem } from "@/api/problem";
import { FormSummary, type FormTrouble } from "@/components/FormSummary";
import { LanguagesInput } from "@/components/LanguagesInput";
import { Section } from "@/components/Section";
import { CURRENCIES } from "@/lib/countries";
import { fieldOf, type ProfileDraft, type ProfileField, wrongIn } from "./profile";
import { SkillsField } from "./SkillsField";

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
  /** Whether there is nothing to send. */
  isSaved?: boolean;
  /** Stands beside the button. */
  aside?: ReactNode;
}

/** All that a member says of themselves, in one form. */
export default function ProfileForm({
  draft,
  change,
  send,
  sending,
  problem,
  sentence,
  submit,
  isSaved,
  aside,
}: Props) {
  const { t } = useTranslation(["member", "common"]);
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
              w={{ base: "100%", xs: "auto" }}
              label={t("profile.rate")}
              description={t("profile.rateHint")}
              inputMode="decimal"
              value={draft.rate}
              onChange={(event) => change({ rate: event.currentTarget.value })}
              {...field("rate")}
            />
            <NativeSelect
              w={{ base: "100%", xs: "auto" }}
              label={t("profile.currency")}
              description={t("profile.currencyHint")}
              data={[...new Set([draft.currency, ...CURRENCIES])]}
              value={draft.currency}
              onChange={(event) => change({ currency: event.currentTarget.value })}
            />
          </Group>
          <LanguagesInput
            label={t("profile.languages")}
            description={t("profile.languagesHint")}
            value={draft.languages}
            onChange={(languages) => change({ languages })}
            {...field("languages")}
          />
        </Section>
        <Section title={t("profile.where")} lead={t("profile.whereLead")}>
          <NativeSelect
            label={t("profile.place")}
            data={[
              { value: "", label: t("profile.noPlace") },
              ...(places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={draft.place ?? ""}
            onChange={(event) => change({ place: event.currentTarget.value || null })}
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
          <Button type="submit" disabled={isSaved} loading={sending}>
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
