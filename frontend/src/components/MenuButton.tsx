import { ActionIcon } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import { NavigationDrawer } from "@/app/later";

/** The way to the pages of a hat where there is no room beside the page. */
export function MenuButton({ hat, className }: { hat: Hat; className?: string }) {
  const { t } = useTranslation();
  const [wasOpened, setWasOpened] = useState(false);
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: () => setWasOpened(true) });
  return (
    <>
      <ActionIcon
        className={className}
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        aria-label={t("shell.menu")}
        aria-haspopup="dialog"
        onClick={open}
      >
        <IconMenu2 size={22} aria-hidden />
      </ActionIcon>
      {wasOpened && (
        <Suspense fallback={null}>
          <NavigationDrawer hat={hat} isOpen={isOpen} close={close} />
        </Suspense>
      )}
    </>
  );
}
