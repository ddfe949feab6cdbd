import { Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SignedIn } from "@/api/session";
import { LinkButton } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { FoundClient } from "@/features/identity/FoundClient";
import { HatChoice } from "@/features/identity/HatChoice";

/** Where somebody begins: which hat they wear, what there is for it, and which others they hold. */
export function HomePage({ who }: { who: SignedIn }) {
  const { t } = useTranslation();
  const others = who.hats.filter((hat) => hat !== who.hat);
  const lead = who.hat ? t("home.wearing", { hat: t(`hats.${who.hat}`) }) : undefined;
  return (
    <PageStack width="form">
      <PageHeader title={t("home.title", { name: who.name })} lead={lead} />
      <Start who={who} />
      {others.length > 0 && (
        <Stack gap="sm">
          <Title order={2} size="h4">
            {who.hat ? t("home.others") : t("hatChoice.title")}
          </Title>
          <HatChoice hats={others} />
        </Stack>
      )}
    </PageStack>
  );
}

function Start({ who }: { who: SignedIn }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (who.hat === "client") {
    return (
      <Group>
        <LinkButton to="/briefs">{t("home.toBriefs")}</LinkButton>
      </Group>
    );
  }
  if (who.hat) {
    return (
      <Paper withBorder p="lg">
        <Stack gap="xs">
          <Title order={2} size="h4">
            {t("home.pagesTitle")}
          </Title>
          <Text>{t(`hatLines.${who.hat}`)}</Text>
          <Text c="dimmed">{t("home.pagesText")}</Text>
          <Anchor href="/api/docs/">{t("home.openApi")}</Anchor>
        </Stack>
      </Paper>
    );
  }
  if (who.hats.length > 0) {
    return null;
  }
  return (
    <Stack gap="xl">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t("home.none")}
        </Title>
        <Text c="dimmed">{t("home.noneText")}</Text>
      </Stack>
      <FoundClient founded={() => void navigate({ to: "/briefs" })} />
    </Stack>
  );
}
