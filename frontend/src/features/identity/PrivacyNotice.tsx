import { Anchor, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLegal } from "@/components/useLegal";

/** What whoever makes an account reads before, where the network has it. */
export function PrivacyNotice() {
  const { t } = useTranslation();
  const { privacy } = useLegal();
  if (!privacy) {
    return null;
  }
  return (
    <Stack gap={4}>
      <Text size="sm">{t("signUp.hasRead")}</Text>
      <Anchor href={privacy} target="_blank" rel="noreferrer" size="sm">
        {t("signUp.privacy")}
      </Anchor>
    </Stack>
  );
}
