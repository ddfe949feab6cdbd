import { ActionIcon, NativeSelect, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSkillName } from "@/features/skills/useSkillName";
import { LEVELS, WEIGHTS, weightKey } from "../words";
import classes from "./editor.module.css";
import type { NeedForm } from "./form";

interface Props {
  need: NeedForm;
  onChange: (need: NeedForm) => void;
  onRemove: () => void;
}

/** What a word is about stands small above it; those who listen hear it with the skill. */
const SMALL = { size: "xs" };

/** A skill of a seat: whether it is a must, at what level, and how much it counts, all in words. */
export function NeedRow({ need, onChange, onRemove }: Props) {
  const { t } = useTranslation("editor");
  const name = useSkillName(need.skill);
  return (
    <li className={classes.need}>
      <Text fw={600} size="sm" className={classes.needName}>
        {name}
      </Text>
      <NativeSelect
        size="sm"
        labelProps={SMALL}
        label={t("need.importance")}
        aria-label={t("need.mustOf", { skill: name })}
        value={need.must ? "must" : "nice"}
        onChange={(event) => onChange({ ...need, must: event.currentTarget.value === "must" })}
        data={[
          { value: "must", label: t("need.must") },
          { value: "nice", label: t("need.nice") },
        ]}
      />
      <NativeSelect
        size="sm"
        labelProps={SMALL}
        label={t("need.level")}
        aria-label={t("need.levelOf", { skill: name })}
        value={String(need.level)}
        onChange={(event) => onChange({ ...need, level: Number(event.currentTarget.value) })}
        data={LEVELS.map((level) => ({ value: level, label: t(`levels.${level}`) }))}
      />
      <NativeSelect
        size="sm"
        labelProps={SMALL}
        label={t("need.weight")}
        aria-label={t("need.weightOf", { skill: name })}
        value={weightKey(need.weight)}
        onChange={(event) => {
          const key = event.currentTarget.value;
          onChange({ ...need, weight: WEIGHTS[key === "high" || key === "low" ? key : "middle"] });
        }}
        data={(["high", "middle", "low"] as const).map((key) => ({ value: key, label: t(`weights.${key}`) }))}
      />
      <ActionIcon
        variant="subtle"
        color="red"
        c="var(--mantine-color-error)"
        size="lg"
        aria-label={t("need.remove", { skill: name })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}
