import { Button, type ButtonProps, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { isNote } from "./decimals";

interface Props<Choice extends string> extends ButtonProps {
  children: string;
  title: string;
  text: ReactNode;
  /** What the note is called, and what is asked of it. */
  label: string;
  hint: string;
  /** How many characters it may have. */
  most: number;
  /** The yes, as the verb of the act. */
  confirm: string;
  /** Something to choose besides. */
  choice?: { label: string; data: { value: Choice; label: string }[] };
  isPending: boolean;
  onConfirm: (note: string, choice: Choice | undefined) => void;
}

/** A button for what cannot be taken back and takes a note: how something is known, what was done. */
export function NoteAct<Choice extends string = never>(props: Props<Choice>) {
  const { children, title, text, label, hint, most, confirm, choice, isPending, onConfirm, ...look } = props;
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<Choice | undefined>(choice?.data[0]?.value);
  const [isTold, setTold] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isNote(note, most)) {
      setTold(true);
      return;
    }
    close();
    onConfirm(note.trim(), chosen);
  };
  return (
    <>
      <Button variant="default" size="compact-md" {...look} loading={isPending} onClick={open}>
        {children}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title}>
        <Stack component="form" {...{ onSubmit: submit, noValidate: true }}>
          <Text component="div">{text}</Text>
          {choice && (
            <NativeSelect
              label={choice.label}
              data={choice.data}
              value={chosen}
              onChange={({ currentTarget: { value } }) =>
                setChosen(choice.data.find((each) => each.value === value)?.value)
              }
            />
          )}
          <Textarea
            autosize
            minRows={2}
            label={label}
            description={hint}
            value={note}
            error={isTold && !isNote(note, most) ? hint : undefined}
            onChange={({ currentTarget: { value } }) => setNote(value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit">{confirm}</Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
