import { Button, type ButtonProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Dialog } from "./Dialog";

interface Props extends Omit<ButtonProps, "children"> {
  /** What the button says. */
  label: string;
  /** The heading of the dialog. */
  title: string;
  /** For a form in which little is typed: it is narrower, and a press beside it closes it too. */
  isShort?: boolean;
  /** The form. It closes the dialog when it is done. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a form in a dialog. What was typed is kept until the dialog is closed. */
export function FormDialog({ label, title, isShort = false, children, ...look }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...look} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title} size={isShort ? "md" : "lg"} closeOnClickOutside={isShort}>
        {children(close)}
      </Dialog>
    </>
  );
}
