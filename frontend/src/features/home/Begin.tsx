import { Stack, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FoundClient } from "@/features/identity/FoundClient";
import { BecomeMember } from "./BecomeMember";

/** For somebody without a hat: two ways to begin. */
export default function Begin() {
  const { t } = useTranslation(["member", "common"]);
  const navigate = useNavigate();
  return (
    <Stack gap="xl">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t("common:home.none")}
        </Title>
        <Text c="dimmed">{t("home.begin")}</Text>
      </Stack>
      <FoundClient founded={() => void navigate({ to: "/briefs/new" })} />
      <BecomeMember />
    </Stack>
  );
}
