import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import { Navigation } from "./Navigation";

/** The way to the pages of a hat where there is no room beside the page. */
export default function MenuButton({ hat, className }: { hat: Hat; className?: string }) {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
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
      <Drawer
        opened={isOpen}
        onClose={close}
        size="18rem"
        title={t("shell.menu")}
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        <Navigation hat={hat} onGo={close} />
      </Drawer>
    </>
  );
}
