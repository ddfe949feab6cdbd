import { Button, type ButtonProps, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";

interface Props extends ButtonProps {
  children: ReactNode;
  /** The question, as the heading of the dialog. */
  title: string;
  /** What follows from a yes. */
  text: ReactNode;
  /** The yes, as the verb of the act; the words of the button where absent. */
  confirm?: string;
  /** What a yes does, as `useAct` hands it out. */
  act: { isPending: boolean; mutate: () => void };
  /** More to fill in or to read before the yes. */
  more?: ReactNode;
}

/** A button for what cannot be taken back: it says what follows before it does it. */
export function ConfirmButton({ children, title, text, confirm, act, more, ...look }: Props) {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button {...look} loading={act.isPending} onClick={open}>
        {children}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title}>
        <Stack>
          <Text component="div">{text}</Text>
          {more}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("ui.cancel")}
            </Button>
            <Button
              color={look.color}
              onClick={() => {
                close();
                act.mutate();
              }}
            >
              {confirm ?? children}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
