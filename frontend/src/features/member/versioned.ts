import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, type KnownProblem } from "@/api/problem";

/** Something that can be saved, with the version that was read. */
export interface Versioned<Value> {
  value: Value;
  /** The ETag, to be sent back as If-Match. */
  tag: string;
}

/** What a generated function answers where it throws its problems. */
interface Answer<Value> {
  data: Value;
  response: Response;
}

function versioned<Value>({ data, response }: Answer<Value>): Versioned<Value> {
  return { value: data, tag: response.headers.get("ETag") ?? "" };
}

interface Options<Value, Body> {
  key: QueryKey;
  read: (signal: AbortSignal) => Promise<Answer<Value>>;
  write: (body: Body, headers: { "If-Match": string }) => Promise<Answer<Value>>;
  /** What is shown at once, before the server has answered. */
  ahead: (body: Body, before: Value) => Value;
  /** What else has to be read again. */
  stale?: QueryKey[];
  /** Called when it is saved. */
  done?: (saved: Versioned<Value>) => void;
  /** Called where the server refuses it, other than for its version. */
  refused?: (problem: KnownProblem) => void;
}

/**
 * Reads something that has a version, and saves it: shown at once, put back where it fails. Where somebody else saved
 * in between, `theirs` is what they saved, and nothing is written before the choice.
 */
export function useVersioned<Value, Body>(options: Options<Value, Body>) {
  const { key, read, write, ahead, stale = [], done, refused } = options;
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<{ mine: Body; theirs: Versioned<Value> } | null>(null);
  const query = useQuery({ queryKey: key, queryFn: async ({ signal }) => versioned(await read(signal)) });
  const saving = useMutation({
    mutationFn: async ({ body, tag }: { body: Body; tag: string }) => versioned(await write(body, { "If-Match": tag })),
    onMutate: async ({ body }) => {
      await queries.cancelQueries({ queryKey: key, exact: true });
      const before = queries.getQueryData<Versioned<Value>>(key);
      if (before) {
        queries.setQueryData<Versioned<Value>>(key, { ...before, value: ahead(body, before.value) });
      }
      return before;
    },
    onSuccess: async (saved) => {
      queries.setQueryData(key, saved);
      setConflict(null);
      done?.(saved);
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: async (error, { body }, before) => {
      queries.setQueryData(key, before);
      const problem = asProblem(error);
      if (problem.code !== "stale") {
        refused?.(problem);
        return;
      }
      try {
        const theirs = versioned(await read(new AbortController().signal));
        queries.setQueryData(key, theirs);
        setConflict({ mine: body, theirs });
      } catch (unread) {
        refused?.(asProblem(unread));
      }
    },
  });
  return {
    query,
    saving,
    save: (body: Body, tag: string) => saving.mutate({ body, tag }),
    conflict,
    keepMine: () => conflict && saving.mutate({ body: conflict.mine, tag: conflict.theirs.tag }),
    closeConflict: () => setConflict(null),
  };
}
