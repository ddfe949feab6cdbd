import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formationQuote, type Told } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { SIGNED } from "@/api/signed";
import { askable, type BriefForm } from "./form";

/** So long nothing is asked while somebody types. */
const PAUSE = 250;

/** What is known of the quote of a form. */
export interface LiveQuote {
  /** The last answer; it stays while the next one is on its way. */
  told: Told | undefined;
  /** Whether the answer is about an earlier state of the form. */
  isOld: boolean;
  /** How many seats are not whole enough to be asked about. */
  left: number;
  /** Whether there is anything to ask about. */
  isEmpty: boolean;
  /** The code of what went wrong, if something did. */
  problem: string | undefined;
  retry: () => void;
}

/**
 * The quote of a brief as it is being written. Each pause asks anew; what was asked before is aborted. It needs no session:
 * whoever has one is asked about without their organisation's own people.
 */
export function useQuote(form: BriefForm): LiveQuote {
  const { document, left } = useMemo(() => askable(form, new Date()), [form]);
  const wanted = document ? JSON.stringify(document) : "";
  const [asked] = useDebouncedValue(wanted, PAUSE);
  const quote = useQuery({
    queryKey: ["quote", asked],
    queryFn: async ({ signal }) => {
      const { data } = await formationQuote({ ...SIGNED, body: JSON.parse(asked), signal, throwOnError: true });
      return data;
    },
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    staleTime: 60_000,
    retry: (failures, error) => failures < 3 && isWorthWaiting(error),
    retryDelay: (failures) => 1000 * 2 ** failures,
  });
  return {
    told: wanted === "" ? undefined : quote.data,
    isOld: wanted !== asked || quote.isPlaceholderData,
    left,
    isEmpty: wanted === "",
    problem: quote.isError ? asProblem(quote.error).code : undefined,
    retry: () => void quote.refetch(),
  };
}

function isWorthWaiting(error: unknown): boolean {
  const { code, passing } = asProblem(error);
  return passing || code === "too-many";
}
