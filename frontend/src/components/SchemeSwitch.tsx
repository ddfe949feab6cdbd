import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Light or dark. Until somebody chooses, the page follows the system. */
export function SchemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const Icon = isDark ? IconSun : IconMoon;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      size="lg"
      aria-label={isDark ? t("shell.toLight") : t("shell.toDark")}
      onClick={() => setColorScheme(isDark ? "light" : "dark")}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  );
}
