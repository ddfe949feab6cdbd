import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOpening } from "./useOpening";

/** What draws a `Dialog`. */
export default function OpenedDialog({ opened, ...props }: ModalProps) {
  const { t } = useTranslation();
  return <Modal centered closeButtonProps={{ "aria-label": t("ui.close") }} {...props} opened={useOpening(opened)} />;
}
