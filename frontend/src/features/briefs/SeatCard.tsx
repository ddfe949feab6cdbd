import { Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { IconCalendar, IconClock, IconCoin, IconLanguage, IconMapPin } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Near, Need, Seat } from "@/api/generated";
import { PlaceName } from "@/features/places/PlaceName";
import { SkillName } from "@/features/skills/SkillName";
import { useLocale } from "@/i18n/useLocale";
import { day, lastDay, list, money, names } from "@/lib/format";
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
    <Paper withBorder p="lg">
      <Stack>
        <Title order={3} size="h4">
          {seat.title}
        </Title>
        <Group gap="lg">
          <Fact icon={<IconClock size={18} aria-hidden />}>{t("brief.hours", { count: seat.hours })}</Fact>
          <Fact icon={<IconCalendar size={18} aria-hidden />}>
            {window} ({t("brief.weeks", { count: seat.weeks })})
          </Fact>
          {seat.rate_cap != null && (
            <Fact icon={<IconCoin size={18} aria-hidden />}>
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
        </Group>
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
    <Table.ScrollContainer minWidth={440} scrollAreaProps={{ tabIndex: 0 }}>
      <Table aria-label={t("brief.skills", { seat: seat.title })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("brief.skill")}</Table.Th>
            <Table.Th>{t("brief.level")}</Table.Th>
            <Table.Th>{t("brief.need")}</Table.Th>
            <Table.Th>{t("brief.weight")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {seat.skills.map((need) => (
            <NeedRow key={need.skill} need={need} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function NeedRow({ need }: { need: Need }) {
  const { t } = useTranslation();
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        <SkillName id={need.skill} />
      </Table.Th>
      <Table.Td>{t(`levels.${levelKey(need.level)}`)}</Table.Td>
      <Table.Td>{need.must ? t("brief.must") : t("brief.nice")}</Table.Td>
      <Table.Td>{t(`weights.${weightKey(need.weight)}`)}</Table.Td>
    </Table.Tr>
  );
}
