import { type UseFormReturnType, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { asProblem, type KnownProblem } from "@/api/problem";
import type { FormTrouble } from "./FormSummary";
import { useProblemText } from "./useProblemText";

type Texts = { [name: string]: string };

interface Options<Values extends Texts> {
  initial: Values;
  /** What is wrong with each field, in the language of the page; the same sentence stands where the server refuses it. */
  rules: { [Name in keyof Values]: { right: (value: string) => boolean; wrong: string } };
  send: (values: Values) => Promise<unknown>;
  /** A sentence of this form for a problem, where it knows better than the general one. */
  tell?: (problem: KnownProblem) => string | undefined;
}

interface ApiForm<Values extends Texts> {
  form: UseFormReturnType<Values>;
  /** What the form as a whole has to say. */
  trouble: FormTrouble | null;
  /** The problem the server answered with, if any. */
  problem: KnownProblem | null;
  sending: boolean;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  /** Everything that the input of a field needs. */
  field: (name: keyof Values & string) => ReturnType<UseFormReturnType<Values>["getInputProps"]> & { id: string };
}

/** A form of texts that is checked here, sent, and checked by the server: both tell in the same places. */
export function useApiForm<Values extends Texts>({ initial, rules, send, tell }: Options<Values>): ApiForm<Values> {
  type Name = keyof Values & string;
  const prefix = useId();
  const sentence = useProblemText();
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const [problem, setProblem] = useState<KnownProblem | null>(null);
  const names = Object.keys(initial) as Name[];
  const idOf = (name: string) => `${prefix}${name}`;
  const messages = (wrong: Name[]) => Object.fromEntries(wrong.map((name) => [name, rules[name].wrong]));
  const form = useForm<Values>({
    initialValues: initial,
    validate: (values) => messages(names.filter((name) => !rules[name].right(values[name] ?? ""))),
  });

  const show = (wrong: Name[], whole?: string) => {
    form.setErrors(messages(wrong));
    setTrouble({ sentence: whole, fields: wrong.map((name) => ({ id: idOf(name), message: rules[name].wrong })) });
  };
  const mutation = useMutation({
    mutationFn: send,
    onError: (error) => {
      const known = asProblem(error);
      const refused = names.filter((name) => known.fields.some(({ field }) => field === name));
      setProblem(known);
      show(refused, tell?.(known) ?? (refused.length > 0 ? undefined : sentence(known)));
    },
  });
  const submit = form.onSubmit(
    (values) => {
      setTrouble(null);
      setProblem(null);
      mutation.mutate(values);
    },
    (errors) => show(names.filter((name) => name in errors)),
  );
  const field = (name: keyof Values & string) => ({ ...form.getInputProps(name), id: idOf(name) });
  return { form, trouble, problem, sending: mutation.isPending, submit, field };
}
