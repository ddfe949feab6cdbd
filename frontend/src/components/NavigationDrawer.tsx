import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Hat } from "@/api/generated";
import { Navigation } from "./Navigation";
import { useOpening } from "./useOpening";

interface Props {
  hat: Hat;
  isOpen: boolean;
  close: () => void;
}

/** The pages of a hat, over the one that is open. */
export default function NavigationDrawer({ hat, isOpen, close }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={useOpening(isOpen)}
      onClose={close}
      size="18rem"
      title={t("shell.menu")}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <Navigation hat={hat} onGo={close} />
    </Drawer>
  );
}
