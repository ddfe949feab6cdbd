import { notifications } from "@mantine/notifications";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asProblem, type KnownProblem } from "@/api/problem";
import { untilTold } from "@/i18n/problems";
import { useProblemText } from "./useProblemText";

interface Options<Values, Answer> {
  /** Sends it: a generated function with `throwOnError: true`. */
  act: (values: Values) => Promise<Answer>;
  /** What is said when it is done, in the language of the page; nothing where the page shows it anyway. */
  done?: string;
  /** What has to be read again; everything where absent. */
  stale?: QueryKey[];
  /** A sentence of this place for a problem, where it knows better than the general one. */
  tell?: (problem: KnownProblem) => string | undefined;
  onDone?: (answer: Answer) => void;
}

/** Something that is done at the press of a button: it is sent, told of, and what it changed is read again. */
export function useAct<Values = void, Answer = unknown>({ act, done, stale, tell, onDone }: Options<Values, Answer>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const sentence = useProblemText();
  return useMutation<Answer, unknown, Values>({
    mutationFn: act,
    onSuccess: async (answer) => {
      if (done) {
        notifications.show({ message: done, color: "muster" });
      }
      onDone?.(answer);
      const reread = stale ? stale.map((queryKey) => ({ queryKey })) : [{}];
      await Promise.all(reread.map((filter) => queries.invalidateQueries(filter)));
    },
    onError: async (error) => {
      const known = asProblem(error);
      await untilTold(known);
      const message = tell?.(known) ?? sentence(known);
      notifications.show({ title: t("form.notDone"), message, color: "red", autoClose: false });
    },
  });
}
