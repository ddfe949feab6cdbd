import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Skill } from "@/api/generated";
import { skillsListOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Finder } from "@/components/Finder";

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
  const nothing = skills.isError ? t("skillPicker.failed") : t("skillPicker.nothing", { typed: typed.trim() });
  return (
    <Finder
      id={id}
      label={label}
      description={description}
      error={error}
      placeholder={t("skillPicker.placeholder")}
      typed={typed}
      onType={setTyped}
      // The server has searched already, in names that do not stand here.
      options={offered.map((skill) => ({
        ...skill,
        hint: skill.matched ? t("skillPicker.also", { name: skill.matched }) : undefined,
      }))}
      onPick={(skill) => {
        onPick(skill);
        setTyped("");
      }}
      nothing={typed.trim() && !isWaiting ? nothing : undefined}
      leftSection={isWaiting && typed.trim() ? <Loader size={16} aria-hidden /> : <IconSearch size={16} aria-hidden />}
    />
  );
}
