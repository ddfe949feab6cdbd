import { Stack, Text } from "@mantine/core";
import { IconBulb, IconMinus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Change, Why } from "@/api/generated";
import { skillsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/Section";
import { levelKey } from "@/features/briefs/words";
import { useLocale } from "@/i18n/useLocale";
import { list } from "@/lib/format";
import { titlesOf } from "./documents";
import { hoursOfPoints } from "./points";
import classes from "./runs.module.css";

/** What of the member's own would have put them into the best team, each thing for itself. */
export function Changes({ why }: { why: Why }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const helps = why.changes.filter(({ suffices }) => suffices);
  const idle = why.changes.filter(({ suffices }) => !suffices);
  return (
    <Section title={t("changes.title")} lead={t("changes.lead")}>
      <Stack gap="sm">
        {helps.length === 0 && <Text>{t("changes.nothing")}</Text>}
        <ul className={classes.plain}>
          {helps.map((change) => (
            <li key={change.thing} className={classes.reason}>
              <IconBulb size={20} aria-hidden />
              <Helps change={change} why={why} />
            </li>
          ))}
          {helps.length > 0 && idle.length > 0 && (
            <li className={classes.reason}>
              <IconMinus size={20} aria-hidden />
              <Text c="dimmed">
                {t("changes.idle", {
                  things: list(
                    idle.map(({ thing }) => t(`things.${thing}`)),
                    locale,
                  ),
                })}
              </Text>
            </li>
          )}
        </ul>
      </Stack>
    </Section>
  );
}

/** A change that would have been enough, in a sentence. */
function Helps({ change, why }: { change: Change; why: Why }) {
  const { t } = useTranslation(["runs", "common"]);
  const { locale } = useLocale();
  const skill = useQuery({
    ...skillsReadOptions({ path: { skill: change.skill ?? "" } }),
    enabled: Boolean(change.skill),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const [from, to] = [change.from ?? 0, change.to ?? 0];
  const name = skill.data?.name ?? change.skill ?? "";
  const level = (value: number) => t(`common:levels.${levelKey(value)}`);
  switch (change.thing) {
    case "level":
      return (
        <Text>
          {from === 0
            ? t("changes.levelNew", { skill: name, to: level(to) })
            : t("changes.level", { skill: name, from: level(from), to: level(to) })}
        </Text>
      );
    case "evidence":
      return <Text>{t("changes.evidence", { skill: name, from: number(from), to: number(to) })}</Text>;
    case "rate":
      return <Text>{t("changes.rate", { percent: percentLess(from, to, locale) })}</Text>;
    case "hours":
      return (
        <Text>
          {t("changes.hours", { seat: titlesOf(why.seats)(change.seat ?? ""), from: number(from), to: number(to) })}
        </Text>
      );
    case "turn": {
      const cap = why.policy.turn_cap;
      const more = number(Math.round(hoursOfPoints(to, cap) - hoursOfPoints(from, cap)));
      return <Text>{t("changes.turn", { from: number(from), to: number(to), hours: more })}</Text>;
    }
  }
}

/** How much lower one amount is than another, rounded up to a whole percentage. */
function percentLess(from: number, to: number, locale: string): string {
  const share = from > 0 ? Math.ceil(((from - to) * 100) / from) / 100 : 0;
  return new Intl.NumberFormat(locale, { style: "percent" }).format(share);
}
