import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import {
  IconBriefcase2,
  IconBuildingCommunity,
  IconCoins,
  IconRotate2,
  IconShieldCheck,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { firstPage } from "@/features/identity/firstPage";
import classes from "./LandingPage.module.css";
import { TeamPicture } from "./TeamPicture";

/** What each hat gains, in its own words. */
const HATS = [
  { hat: "clients", icon: IconBriefcase2 },
  { hat: "members", icon: IconUsersGroup },
  { hat: "spaces", icon: IconBuildingCommunity },
] as const;
const GAINS = ["one", "two", "three"] as const;
const STEPS = ["write", "form", "bid", "award", "deliver"] as const;
const FACTS = [
  { fact: "proven", icon: IconShieldCheck },
  { fact: "fair", icon: IconRotate2 },
  { fact: "exact", icon: IconCoins },
] as const;

/** Who Muster is, why nobody can play favourites in it, and where to begin. */
export function LandingPage() {
  const { t } = useTranslation(["public", "common"]);
  useDocumentTitle(`${t("common:landing.title")} · Muster`);
  return (
    <Stack className={classes.page}>
      <div className={classes.hero}>
        <Stack gap="lg">
          <Title order={1} tabIndex={-1} className={classes.title}>
            {t("common:landing.title")}
          </Title>
          <Text size="lg" c="dimmed" maw="54ch">
            {t("common:landing.lead")}
          </Text>
          <Begin />
        </Stack>
        <TeamPicture />
      </div>
      <Part title={t("landing.wall")}>
        <Text maw="70ch">{t("landing.wallText")}</Text>
        <Text maw="70ch">{t("landing.wallWhy")}</Text>
      </Part>
      <Part title={t("landing.hats")}>
        <div className={classes.columns}>
          {HATS.map(({ hat, icon: Sign }) => (
            <Stack key={hat} gap={6}>
              <Sign className={classes.icon} size={28} stroke={1.6} aria-hidden />
              <Title order={3} size="h4">
                {t(`common:landing.${hat}`)}
              </Title>
              <ul className={classes.gains}>
                {GAINS.map((gain) => (
                  <li key={gain}>{t(`gains.${hat}.${gain}`)}</li>
                ))}
              </ul>
            </Stack>
          ))}
        </div>
      </Part>
      <Part title={t("landing.steps")}>
        <ol className={classes.steps}>
          {STEPS.map((step) => (
            <li key={step} className={classes.step}>
              <Title order={3} size="h5">
                {t(`steps.${step}.title`)}
              </Title>
              <Text c="dimmed" size="sm">
                {t(`steps.${step}.text`)}
              </Text>
            </li>
          ))}
        </ol>
      </Part>
      <Part title={t("landing.facts")}>
        <div className={classes.columns}>
          {FACTS.map(({ fact, icon: Sign }) => (
            <Stack key={fact} gap={6}>
              <Sign className={classes.icon} size={28} stroke={1.6} aria-hidden />
              <Title order={3} size="h5">
                {t(`facts.${fact}.title`)}
              </Title>
              <Text c="dimmed">{t(`facts.${fact}.text`)}</Text>
            </Stack>
          ))}
        </div>
        <Group gap="lg">
          <TextLink to="/policy">{t("landing.toPolicy")}</TextLink>
          <TextLink to="/network">{t("landing.toNetwork")}</TextLink>
        </Group>
      </Part>
      <div className={classes.call}>
        <Part title={t("landing.call")}>
          <Text maw="60ch">{t("landing.callText")}</Text>
          <Begin />
        </Part>
      </div>
    </Stack>
  );
}

/** A part of the page under its own heading. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <Stack component="section" gap="lg" aria-labelledby={heading}>
      <Title id={heading} order={2} size="h3">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** Where to begin: on with one's work, or with a brief, or by joining. */
function Begin() {
  const { t } = useTranslation(["public", "common"]);
  const { data: who } = useQuery(sessionQuery);
  if (who) {
    return (
      <Group>
        <LinkButton to={firstPage(who.hat)} size="md">
          {t("common:landing.continue")}
        </LinkButton>
      </Group>
    );
  }
  return (
    <Group>
      <LinkButton to="/briefs/new" size="md">
        {t("landing.writeBrief")}
      </LinkButton>
      <LinkButton to="/sign-up" size="md" variant="default">
        {t("common:landing.signUp")}
      </LinkButton>
    </Group>
  );
}
