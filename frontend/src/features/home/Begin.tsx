import { Stack, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import { FoundClient } from "@/features/identity/FoundClient";
import { BecomeMember } from "./BecomeMember";

/** The ways to begin that are left to whoever holds those hats: as a client, and as a member. */
export default function Begin({ hats }: { hats: Hat[] }) {
  const { t } = useTranslation(["member", "common"]);
  const navigate = useNavigate();
  return (
    <Stack gap="xl">
      {hats.length === 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            {t("common:home.none")}
          </Title>
          <Text c="dimmed">{t("home.begin")}</Text>
        </Stack>
      )}
      {!hats.includes("client") && <FoundClient founded={() => void navigate({ to: "/briefs/new" })} />}
      {!hats.includes("member") && <BecomeMember />}
    </Stack>
  );
}
