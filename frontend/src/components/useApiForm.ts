import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, type FormEvent, useId, useState } from "react";
import { asProblem, type KnownProblem } from "@/api/problem";
import { untilTold } from "@/i18n/problems";
import type { FormTrouble } from "./FormSummary";
import { useProblemText } from "./useProblemText";

type Texts = { [name: string]: string };

interface Options<Values extends Texts> {
  initial: Values;
  /**
   * What is wrong with each field, in the language of the page. Where the server refuses what is right here, `refused`
   * says so, by the problem; without it, the same sentence stands.
   */
  rules: {
    [Name in keyof Values]: {
      right: (value: string) => boolean;
      wrong: string;
      refused?: (problem: KnownProblem) => string;
    };
  };
  send: (values: Values) => Promise<unknown>;
  /** A sentence of this form for a problem, where it knows better than the general one. */
  tell?: (problem: KnownProblem) => string | undefined;
}

/** What a field hands over when it changes: a text, or the event of an input. */
type Changed = string | ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;

interface ApiForm<Values extends Texts> {
  form: {
    values: Values;
    setValues: (part: Partial<Values>) => void;
    isRight: () => boolean;
    /** Begins anew. */
    reset: () => void;
    /** These values are saved already, however that came about: leaving loses nothing of them. */
    keep: (saved: Values) => void;
  };
  /** Whether leaving now would lose something that was entered and not sent. */
  unsaved: boolean;
  /** What the form as a whole has to say. */
  trouble: FormTrouble | null;
  /** The problem the server answered with, if any. */
  problem: KnownProblem | null;
  sending: boolean;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  /** Everything that the input of a field needs. */
  field: (name: keyof Values & string) => {
    id: string;
    value: string;
    error: string | undefined;
    onChange: (changed: Changed) => void;
  };
}

/** A form of texts that is checked here, sent, and checked by the server: both tell in the same places. */
export function useApiForm<Values extends Texts>({ initial, rules, send, tell }: Options<Values>): ApiForm<Values> {
  type Name = keyof Values & string;
  const prefix = useId();
  const sentence = useProblemText();
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const [problem, setProblem] = useState<KnownProblem | null>(null);
  const [values, setAll] = useState(initial);
  // What the form began with, and what was saved last: neither is lost by leaving.
  const [begun, setBegun] = useState(initial);
  const [saved, setSaved] = useState<Values | null>(null);
  const [wrong, setWrong] = useState<Name[]>([]);
  const names = Object.keys(initial) as Name[];
  const idOf = (name: string) => `${prefix}${name}`;

  const isFlawed = (name: Name) => !rules[name].right(values[name] ?? "");
  const flaws = () => names.filter(isFlawed);
  const sentenceOf = (name: Name, told: KnownProblem | null) => {
    const rule = rules[name];
    return told && rule.refused && !isFlawed(name) ? rule.refused(told) : rule.wrong;
  };
  const isRight = () => flaws().length === 0;
  const setValues = (part: Partial<Values>) => {
    setAll((before) => ({ ...before, ...part }));
    setWrong((before) => before.filter((name) => !(name in part)));
  };
  const reset = () => {
    setAll(initial);
    setBegun(initial);
    setWrong([]);
  };
  const show = (refused: Name[], told: KnownProblem | null, whole?: string) => {
    const fields = refused.map((name) => ({ id: idOf(name), message: sentenceOf(name, told) }));
    setWrong(refused);
    setTrouble({ sentence: whole, fields });
  };
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (_, sent) => setSaved(sent),
    onError: async (error) => {
      const known = asProblem(error);
      await untilTold(known);
      const refused = names.filter((name) => known.fields.some(({ field }) => field === name));
      setProblem(known);
      show(refused, known, tell?.(known) ?? (refused.length > 0 ? undefined : sentence(known)));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const refused = flaws();
    if (refused.length > 0) {
      show(refused, null);
      return;
    }
    setWrong([]);
    setTrouble(null);
    setProblem(null);
    mutation.mutate(values);
  };
  const field = (name: Name) => ({
    id: idOf(name),
    value: values[name] ?? "",
    error: wrong.includes(name) ? sentenceOf(name, problem) : undefined,
    onChange: (changed: Changed) => {
      const value = typeof changed === "string" ? changed : changed.currentTarget.value;
      setValues({ [name]: value } as Partial<Values>);
    },
  });
  const isAs = (known: Values | null) => known !== null && names.every((name) => values[name] === known[name]);
  const sending = mutation.isPending;
  const unsaved = !sending && !isAs(begun) && !isAs(saved);
  const form = { values, setValues, isRight, reset, keep: setSaved };
  return { form, unsaved, trouble, problem, sending, submit, field };
}
