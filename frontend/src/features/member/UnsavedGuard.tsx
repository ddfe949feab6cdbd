import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** Asks before what was entered and not saved is lost by leaving the page. */
export function UnsavedGuard({ unsaved }: { unsaved: boolean }) {
  const { t } = useTranslation(["member", "common"]);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title={t("unsaved.title")}
      centered
      closeButtonProps={{ "aria-label": t("common:ui.close") }}
    >
      <Stack>
        <Text>{t("unsaved.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t("unsaved.leave")}
          </Button>
          <Button onClick={() => reset?.()}>{t("unsaved.stay")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
