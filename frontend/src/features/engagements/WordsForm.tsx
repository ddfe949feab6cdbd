import { Text, Textarea } from "@mantine/core";
import type { KnownProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { useApiForm } from "@/components/useApiForm";

interface Props {
  /** What it leads to. */
  text: string;
  /** What the words are called, how many characters they may have, and what is said where they do not fit. */
  label: string;
  most: number;
  wrong: string;
  /** The verb of the act. */
  submit: string;
  send: (body: { words: string }) => Promise<void>;
  tell: (problem: KnownProblem) => string | undefined;
  close: () => void;
}

/** An act in a dialog that takes words and nothing else: why somebody says no. */
export function WordsForm({ text, label, most, wrong, submit: verb, send, tell, close }: Props) {
  const { field, ...frame } = useApiForm({
    initial: { words: "" },
    rules: { words: { right: (words) => words.trim() !== "" && [...words].length <= most, wrong } },
    send: async (body) => {
      await send(body);
      close();
    },
    tell,
  });
  return (
    <ApiForm {...frame} verb={verb} onLeft={close} inDialog>
      <Text>{text}</Text>
      <Textarea label={label} autosize minRows={4} maxRows={14} {...field("words")} />
    </ApiForm>
  );
}
