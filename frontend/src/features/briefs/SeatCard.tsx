import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCalendar, IconClock, IconLanguage, IconMapPin, IconWallet } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Near, Seat } from "@/api/generated";
import { PlaceName } from "@/features/places/PlaceName";
import { SkillName } from "@/features/skills/SkillName";
import { useLocale } from "@/i18n/useLocale";
import { day, lastDay, list, money, names } from "@/lib/format";
import classes from "./briefs.module.css";
import { levelKey, weightKey } from "./words";

interface Props {
  seat: Seat;
  currency: string;
}

/** One seat: what its member must know, when and for how long, and for how much at most. */
export function SeatCard({ seat, currency }: Props) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const until = lastDay(seat.from, seat.weeks);
  const window = t("brief.window", { from: day(seat.from, locale), to: day(until, locale) });
  const languages = list(names(seat.languages ?? [], "language", locale), locale);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }}>
      <Stack>
        <Title order={3} size="h4">
          {seat.title}
        </Title>
        <div className={classes.line}>
          <Fact icon={<IconClock size={18} aria-hidden />}>{t("brief.hours", { count: seat.hours })}</Fact>
          <Fact icon={<IconCalendar size={18} aria-hidden />}>
            {window} ({t("brief.weeks", { count: seat.weeks })})
          </Fact>
          {seat.rate_cap != null && (
            <Fact icon={<IconWallet size={18} aria-hidden />}>
              {t("brief.rateCap", { rate: money(seat.rate_cap, currency, locale) })}
            </Fact>
          )}
          {languages && (
            <Fact icon={<IconLanguage size={18} aria-hidden />}>{t("brief.languages", { languages })}</Fact>
          )}
          {seat.near && (
            <Fact icon={<IconMapPin size={18} aria-hidden />}>
              <Nearness near={seat.near} />
            </Fact>
          )}
        </div>
        <Needs seat={seat} />
      </Stack>
    </Paper>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      {icon}
      <Text size="sm" component="span">
        {children}
      </Text>
    </Group>
  );
}

function Nearness({ near }: { near: Near }) {
  const { t } = useTranslation();
  return <PlaceName id={near.place} in={(place) => t("brief.near", { km: near.km, place })} />;
}

function Needs({ seat }: { seat: Seat }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.needs} aria-label={t("brief.skills", { seat: seat.title })}>
      {seat.skills.map(({ skill, level, must, weight }) => (
        <li key={skill}>
          <span className={classes.skill}>
            <SkillName id={skill} />
          </span>
          <span>{t("brief.level", { level: t(`levels.${levelKey(level)}`) })}</span>
          <span>{must ? t("brief.must") : t("brief.nice")}</span>
          <span>{t(`weights.${weightKey(weight)}`)}</span>
        </li>
      ))}
    </ul>
  );
}
