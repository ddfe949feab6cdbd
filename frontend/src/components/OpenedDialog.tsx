import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOpening } from "./useOpening";

/** A title may need two lines, which Mantine sets without a gap. */
const TITLE = { title: { lineHeight: "var(--mantine-line-height)", textWrap: "balance" } } as const;

/** What draws a `Dialog`. */
export default function OpenedDialog({ opened, ...props }: ModalProps) {
  const { t } = useTranslation();
  return (
    <Modal
      centered
      closeButtonProps={{ "aria-label": t("ui.close") }}
      styles={TITLE}
      {...props}
      opened={useOpening(opened)}
    />
  );
}
