import { Button, Group, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";

/** The guards of the page, in the order in which they came. The first asks for all: nobody is asked twice. */
const guards = new Set<object>();

/** Asks before what was entered and not saved is lost by leaving the page. */
export function UnsavedGuard({ unsaved }: { unsaved: boolean }) {
  // Most forms are left as they were found, and need nobody to watch the way out.
  return unsaved && <Guard />;
}

function Guard() {
  const { t } = useTranslation();
  const [self] = useState({});
  useEffect(() => {
    guards.add(self);
    return () => void guards.delete(self);
  }, [self]);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && guards.values().next().value === self,
    enableBeforeUnload: true,
    withResolver: true,
  });
  return (
    <Dialog opened={status === "blocked"} onClose={() => reset?.()} title={t("unsaved.title")}>
      <Stack>
        <Text>{t("unsaved.text")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t("unsaved.leave")}
          </Button>
          <Button onClick={() => reset?.()}>{t("unsaved.stay")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
