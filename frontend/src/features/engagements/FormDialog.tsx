import { Button, type ButtonProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Dialog } from "@/components/Dialog";

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
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" {...look} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title} size="lg" closeOnClickOutside={false}>
        {children(close)}
      </Dialog>
    </>
  );
}
