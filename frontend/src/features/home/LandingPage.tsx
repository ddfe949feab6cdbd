import { Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconBriefcase2, IconBuildingCommunity, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import { LinkButton } from "@/components/LinkButton";
import { firstPage } from "@/features/identity/firstPage";
import classes from "./LandingPage.module.css";
import { TeamPicture } from "./TeamPicture";

/** Who Muster is, in one screen. */
export function LandingPage() {
  const { t } = useTranslation();
  const { data: who } = useQuery(sessionQuery);
  useDocumentTitle(`${t("landing.title")} · Muster`);
  const groups = [
    { icon: IconBriefcase2, title: t("landing.clients"), text: t("landing.clientsText") },
    { icon: IconUsersGroup, title: t("landing.members"), text: t("landing.membersText") },
    { icon: IconBuildingCommunity, title: t("landing.spaces"), text: t("landing.spacesText") },
  ];
  return (
    <Stack className={classes.page}>
      <div className={classes.hero}>
        <Stack gap="lg">
          <Title order={1} tabIndex={-1} className={classes.title}>
            {t("landing.title")}
          </Title>
          <Text size="lg" c="dimmed" maw="54ch">
            {t("landing.lead")}
          </Text>
          {who ? (
            <Group>
              <LinkButton to={firstPage(who.hat)} size="md">
                {t("landing.continue")}
              </LinkButton>
            </Group>
          ) : (
            <Group>
              <LinkButton to="/sign-up" size="md">
                {t("landing.signUp")}
              </LinkButton>
              <LinkButton to="/sign-in" size="md" variant="default">
                {t("landing.signIn")}
              </LinkButton>
            </Group>
          )}
        </Stack>
        <TeamPicture label={t("landing.picture")} />
      </div>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xl">
        {groups.map(({ icon: Icon, title, text }) => (
          <Stack key={title} gap={6}>
            <Icon className={classes.icon} size={28} stroke={1.6} aria-hidden />
            <Title order={2} size="h4">
              {title}
            </Title>
            <Text c="dimmed">{text}</Text>
          </Stack>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
