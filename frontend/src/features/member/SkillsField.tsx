import { ActionIcon, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { IconRosetteDiscountCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OwnSkill } from "@/api/generated";
import { SkillPicker } from "@/features/skills/SkillPicker";
import classes from "./member.module.css";

const LEVELS = [1, 2, 3, 4, 5] as const;

interface Props {
  id: string;
  error?: string;
  skills: OwnSkill[];
  change: (skills: OwnSkill[]) => void;
}

/** What a member knows: each skill with its level in words, and what delivered work proves of it. */
export function SkillsField({ id, error, skills, change }: Props) {
  const { t } = useTranslation(["member", "common"]);
  const levels = LEVELS.map((level) => ({ value: String(level), label: t(`common:levels.${level}`) }));
  return (
    <Stack gap="sm">
      {skills.length === 0 && <Text c="dimmed">{t("skills.none")}</Text>}
      <ul className={classes.list}>
        {skills.map((each) => (
          <Paper component="li" withBorder px="md" py="xs" key={each.skill} className={classes.skill}>
            <Stack gap={0}>
              <Text fw={600}>{each.name}</Text>
              <Evidence points={each.evidence} />
            </Stack>
            <Group gap="xs" wrap="nowrap">
              <NativeSelect
                aria-label={t("skills.level", { skill: each.name })}
                data={levels}
                value={String(each.level)}
                onChange={(event) => {
                  const level = Number(event.currentTarget.value);
                  change(skills.map((skill) => (skill.skill === each.skill ? { ...skill, level } : skill)));
                }}
              />
              <ActionIcon
                variant="default"
                size={32}
                aria-label={t("skills.remove", { skill: each.name })}
                onClick={() => change(skills.filter(({ skill }) => skill !== each.skill))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Group>
          </Paper>
        ))}
      </ul>
      <SkillPicker
        id={id}
        label={t("skills.add")}
        description={t("skills.addHint")}
        error={error}
        without={skills.map(({ skill }) => skill)}
        onPick={({ id: skill, name }) => change([...skills, { skill, name, level: 3, evidence: 0 }])}
      />
    </Stack>
  );
}

function Evidence({ points }: { points: number }) {
  const { t } = useTranslation("member");
  return (
    <Group gap={4} wrap="nowrap">
      {points > 0 && <IconRosetteDiscountCheck size={16} aria-hidden />}
      <Text size="sm" c="dimmed">
        {points > 0 ? t("skills.evidence", { points }) : t("skills.noEvidence")}
      </Text>
    </Group>
  );
}
