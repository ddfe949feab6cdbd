import { List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Need, OfferedSeat as Offered, Reason } from "@/api/generated";
import { bidsOpenBriefOptions } from "@/api/generated/@tanstack/react-query.gen";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { levelKey } from "@/features/briefs/words";
import { PlaceName } from "@/features/places/PlaceName";
import { SkillName } from "@/features/skills/SkillName";
import { useLocale } from "@/i18n/useLocale";
import { day, lastDay, list, names } from "@/lib/format";
import classes from "./invitations.module.css";
import { reasons } from "./why";

/** What is or was offered: the rate, the hours, the weeks and what comes of it. */
export function OfferFacts({ offered, isOver }: { offered: Offered; isOver: boolean }) {
  const { t } = useTranslation("invitations");
  const { locale } = useLocale();
  const { rate, hours, weeks, from, amount, keeps } = offered;
  const until = lastDay(from, weeks);
  return (
    <Facts
      isShort
      facts={[
        {
          label: t(isOver ? "offer.keepsOver" : "offer.keeps"),
          value: <Money minor={keeps.amount} currency={keeps.currency} />,
        },
        { label: t("offer.rate"), value: <Money minor={rate.amount} currency={rate.currency} /> },
        { label: t("offer.hours"), value: t("offer.hoursValue", { count: hours }) },
        { label: t("offer.weeks"), value: t("offer.weeksValue", { count: weeks }) },
        {
          label: t("offer.window"),
          value: t("offer.windowValue", { from: day(from, locale), to: day(until, locale) }),
        },
        { label: t("offer.amount"), value: <Money minor={amount.amount} currency={amount.currency} /> },
      ]}
    />
  );
}

/** What is to be done, and what the seat needs. Whoever stands by does not see the brief itself. */
export function Work({ offered, seesBrief = true }: { offered: Offered; seesBrief?: boolean }) {
  const { t } = useTranslation("invitations");
  const { locale } = useLocale();
  // The offer says the role; languages and the place of work stand in the brief.
  const brief = useQuery({ ...bidsOpenBriefOptions({ path: { id: offered.brief } }), enabled: seesBrief });
  const seats = brief.data?.document.seats.filter(({ title }) => title === offered.seat) ?? [];
  const [seat] = seats;
  const languages = seat?.languages ?? [];
  return (
    <Section title={t("work.title")}>
      <Text className={classes.text}>{offered.description}</Text>
      <Needs needs={offered.skills} label={t("work.needs", { seat: offered.seat })} />
      {(languages.length > 0 || seat?.near) && (
        <Facts
          facts={[
            languages.length > 0 && {
              label: t("work.languages"),
              value: list(names(languages, "language", locale), locale),
            },
            seat?.near && {
              label: t("work.place"),
              value: <PlaceName id={seat.near.place} in={(place) => place} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

/** The skills of a seat, one a line. */
export function Needs({ needs, label }: { needs: Need[]; label: string }) {
  const { t } = useTranslation(["invitations", "common"]);
  return (
    <ul className={classes.needs} aria-label={label}>
      {needs.map(({ skill, level, must }) => (
        <li key={skill}>
          <span className={classes.skill}>
            <SkillName id={skill} />
          </span>
          <span>{t("common:brief.level", { level: t(`common:levels.${levelKey(level)}`) })}</span>
          <span>{must ? t("common:brief.must") : t("common:brief.nice")}</span>
        </li>
      ))}
    </ul>
  );
}

/** Why this member was chosen, in words. Nobody else is told of. */
export function WhyYou({ reason }: { reason: Reason }) {
  const { t } = useTranslation("invitations");
  return (
    <Section title={t("why.title")} lead={t("why.lead", { count: reason.eligible })}>
      <Stack gap="xs">
        <List spacing={6}>
          {reasons(reason).map(({ term, grade }) => (
            <List.Item key={term}>{t(`why.${term}.${grade}`)}</List.Item>
          ))}
        </List>
      </Stack>
    </Section>
  );
}
