import { Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCloudCheck, IconDeviceFloppy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/useLocale";
import type { Draft } from "./useDraft";

/** Where what was typed is kept: on this device, or saved, and since when. */
export function SaveState({ draft, compare }: { draft: Draft; compare: () => void }) {
  const { t } = useTranslation("editor");
  const { locale } = useLocale();
  const time = draft.savedAt?.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  switch (draft.state) {
    case "untouched":
      return <Line icon={<IconDeviceFloppy size={18} aria-hidden />}>{t("save.untouched")}</Line>;
    case "kept":
      return <Line icon={<IconDeviceFloppy size={18} aria-hidden />}>{t("save.kept")}</Line>;
    case "saving":
      return <Line icon={<Loader size={16} aria-hidden />}>{t("save.saving")}</Line>;
    case "saved":
      return (
        <Line icon={<IconCloudCheck size={18} aria-hidden />}>
          {time ? t("save.savedAt", { time }) : t("save.saved")}
        </Line>
      );
    case "failed":
      return <Line icon={<IconAlertTriangle size={18} aria-hidden />}>{t(failure(draft.problem))}</Line>;
    case "conflict":
      return (
        <Group gap="xs">
          <Line icon={<IconAlertTriangle size={18} aria-hidden />}>{t("save.conflict")}</Line>
          <Button size="compact-sm" variant="default" onClick={compare}>
            {t("save.compare")}
          </Button>
        </Group>
      );
  }
}

function failure(code: string | null): "save.offline" | "save.posted" | "save.refused" | "save.failed" {
  switch (code) {
    case "offline":
      return "save.offline";
    case "not-a-draft":
      return "save.posted";
    case "invalid":
      return "save.refused";
    default:
      return "save.failed";
  }
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <Group gap={8} wrap="nowrap" role="status">
      {icon}
      <Text size="sm">{children}</Text>
    </Group>
  );
}
