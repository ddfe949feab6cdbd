import { Button, type ButtonProps, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props extends Omit<ButtonProps, "children"> {
  /** What the button says. */
  label: string;
  /** The heading of the dialog. */
  title: string;
  /** The form. It closes the dialog when it is done. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a form in a dialog. What was typed is kept until the dialog is closed. */
export function FormDialog({ label, title, children, ...look }: Props) {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...look} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={title}
        size="lg"
        centered
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        {children(close)}
      </Modal>
    </>
  );
}
