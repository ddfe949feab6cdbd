import { Loader, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Skill } from "@/api/generated";
import { skillsListOptions } from "@/api/generated/@tanstack/react-query.gen";

/** How many skills are offered at a time. */
const OFFERED = 12;

interface Props {
  id: string;
  label: string;
  description?: string;
  error?: string;
  /** Skills that are chosen already. */
  without: readonly string[];
  onPick: (skill: Skill) => void;
}

/** Finds a skill as one types, by any of its names in any language: arrows and Enter choose. */
export function SkillPicker({ id, label, description, error, without, onPick }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const skills = useQuery({
    ...skillsListOptions({ query: { q: asked, limit: OFFERED } }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
  const found = asked && typed.trim() ? (skills.data?.items ?? []) : [];
  const offered = found.filter((skill) => !without.includes(skill.id));
  const isWaiting = typed.trim() !== asked || skills.isFetching;
  const pick = (skill: Skill | undefined) => {
    if (!skill) {
      return;
    }
    onPick(skill);
    setTyped("");
  };
  const nothing = skills.isError ? t("skillPicker.failed") : t("skillPicker.nothing", { typed: typed.trim() });
  return (
    <Select
      id={id}
      label={label}
      description={description}
      error={error}
      placeholder={t("skillPicker.placeholder")}
      searchable
      value={null}
      data={offered.map((skill) => ({ value: skill.id, label: skill.name }))}
      // The server has searched already, in names that do not stand here.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(chosen) => pick(offered.find(({ id }) => id === chosen))}
      onKeyDown={(event) => {
        // What is found comes after it was typed, too late for the list to mark the first one by itself.
        const [first] = offered;
        if (event.key === "Enter" && first && !event.currentTarget.getAttribute("aria-activedescendant")) {
          event.preventDefault();
          pick(first);
        }
      }}
      renderOption={({ option }) => <Option skill={offered.find((skill) => skill.id === option.value)} />}
      nothingFoundMessage={typed.trim() && !isWaiting ? nothing : undefined}
      leftSection={isWaiting && typed.trim() ? <Loader size={16} aria-hidden /> : <IconSearch size={16} aria-hidden />}
      rightSection={null}
      rightSectionWidth={12}
      autoComplete="off"
      selectFirstOptionOnChange
    />
  );
}

function Option({ skill }: { skill: Skill | undefined }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm">{skill?.name}</Text>
      {skill?.matched && (
        <Text size="xs" c="dimmed">
          {t("skillPicker.also", { name: skill.matched })}
        </Text>
      )}
    </div>
  );
}
