import { Stack, Tabs, Text } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import type { OwnProfile } from "@/api/generated";
import {
  reportsReadSharingOptions,
  reviewsCountsOptions,
  spacesReadHomesOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { day, list, names } from "@/lib/format";
import { EYES, type Eye } from "./eyes";
import classes from "./member.module.css";

/** What each hat sees of the member: the fields that its pages are given, and no others. */
export function SeenBy({ profile }: { profile: OwnProfile }) {
  const { t } = useTranslation("member");
  const { as = "sealed" } = useSearch({ from: "/_signed-in/member/profile" });
  const navigate = useNavigate({ from: "/member/profile" });
  return (
    <Section title={t("seen.title")} lead={t("seen.lead")}>
      <Tabs
        value={as}
        onChange={(eye) =>
          void navigate({ search: { as: EYES.find((each) => each === eye) }, replace: true, resetScroll: false })
        }
        keepMounted={false}
        variant="pills"
      >
        <Tabs.List aria-label={t("seen.title")} className={classes.eyes}>
          {EYES.map((eye) => (
            <Tabs.Tab key={eye} value={eye}>
              {t(`seen.${eye}.tab`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {EYES.map((eye) => (
          <Tabs.Panel key={eye} value={eye} pt="md">
            <View eye={eye} profile={profile} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}

function View({ eye, profile }: { eye: Eye; profile: OwnProfile }) {
  const { t } = useTranslation("member");
  return (
    <Stack gap="sm">
      <Text>{t(`seen.${eye}.when`)}</Text>
      <Told eye={eye} profile={profile} />
      <Text size="sm" c="dimmed">
        <IconEyeOff size={16} aria-hidden className={classes.inline} /> {t(`seen.${eye}.not`)}
      </Text>
    </Stack>
  );
}

function Told({ eye, profile }: { eye: Eye; profile: OwnProfile }): ReactNode {
  switch (eye) {
    case "sealed":
      return null;
    case "opened":
      return <Opened profile={profile} />;
    case "awarded":
      return <Awarded profile={profile} />;
    case "mates":
      return <Mates />;
    case "operator":
      return <ToOperator />;
    case "steward":
      return <ToSteward profile={profile} />;
  }
}

function useName(): { whole: string; first: string } {
  const whole = useQuery(sessionQuery).data?.name ?? "";
  return { whole, first: whole.split(/\s+/)[0] ?? "" };
}

function Rate({ rate }: Pick<OwnProfile, "rate">) {
  const { t } = useTranslation("member");
  return (
    <>
      <Money minor={rate.amount} currency={rate.currency} /> {t("seen.anHour")}
    </>
  );
}

function Opened({ profile }: { profile: OwnProfile }) {
  const { t } = useTranslation("member");
  const { first } = useName();
  const reviews = useQuery(reviewsCountsOptions());
  return (
    <Facts
      facts={[
        { label: t("seen.firstName"), value: first },
        { label: t("seen.seat"), value: t("seen.seatText") },
        { label: t("seen.rate"), value: <Rate rate={profile.rate} /> },
        { label: t("seen.points"), value: t("seen.pointsText") },
        { label: t("seen.record"), value: t("seen.recordText") },
        reviews.data && {
          label: t("seen.reviews"),
          value: reviews.data.shown ? t("seen.reviewsShown", { count: reviews.data.reviews }) : t("seen.reviewsHidden"),
        },
      ]}
    />
  );
}

function Awarded({ profile }: { profile: OwnProfile }) {
  const { t } = useTranslation("member");
  const { whole } = useName();
  return (
    <Facts
      facts={[
        { label: t("seen.name"), value: whole },
        { label: t("seen.seat"), value: t("seen.seatText") },
        { label: t("seen.rate"), value: <Rate rate={profile.rate} /> },
        { label: t("seen.amount"), value: t("seen.amountText") },
        { label: t("seen.workPlace"), value: t("seen.workPlaceText") },
      ]}
    />
  );
}

function Mates() {
  const { t } = useTranslation("member");
  const { first } = useName();
  return (
    <Facts
      facts={[
        { label: t("seen.firstName"), value: first },
        { label: t("seen.seat"), value: t("seen.role") },
        { label: t("seen.skills"), value: t("seen.skillsText") },
      ]}
    />
  );
}

function ToOperator() {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const { whole } = useName();
  const homes = useQuery(spacesReadHomesOptions());
  const sharing = useQuery(reportsReadSharingOptions());
  const home = homes.data?.[0];
  if (homes.data && !home) {
    return <Text>{t("seen.operator.nowhere")}</Text>;
  }
  return (
    <Facts
      facts={[
        home && { label: t("seen.name"), value: whole },
        home && { label: t("seen.since"), value: day(home.from, locale) },
        home?.to ? { label: t("seen.until"), value: day(home.to, locale) } : null,
        sharing.data && {
          label: t("seen.lines"),
          value: sharing.data.space ? t("seen.linesShown") : t("seen.linesHidden"),
        },
      ]}
    />
  );
}

function ToSteward({ profile }: { profile: OwnProfile }) {
  const { t } = useTranslation(["member", "common"]);
  const { locale } = useLocale();
  const { first } = useName();
  const word = (level: number) => t(`common:levels.${([1, 2, 3, 4, 5] as const).find((each) => each === level) ?? 1}`);
  const skills = profile.skills.map(({ name, level }) => `${name} (${word(level)})`);
  return (
    <Facts
      facts={[
        { label: t("seen.alias"), value: profile.alias },
        { label: t("seen.skills"), value: list(skills, locale) || t("skills.none") },
        { label: t("seen.rate"), value: <Rate rate={profile.rate} /> },
        { label: t("seen.languages"), value: list(names(profile.languages, "language", locale), locale) || "–" },
        { label: t("seen.firstName"), value: t("seen.inHandover", { name: first }) },
      ]}
    />
  );
}
