import { useRef } from "react";
import { newKey } from "@/lib/newKey";

type KeyHeader = Record<string, unknown> & { "Idempotency-Key": string };

/** Sends what moves money or makes something so that a second press, or a try after a lost answer, does it no second time. */
export function useOnce() {
  const last = useRef<{ what: string; key: string } | null>(null);
  return async function once<Answer>(what: unknown, send: (headers: KeyHeader) => Promise<Answer>): Promise<Answer> {
    const text = JSON.stringify(what ?? null);
    if (last.current?.what !== text) {
      last.current = { what: text, key: newKey() };
    }
    const answer = await send({ "Idempotency-Key": last.current.key });
    last.current = null;
    return answer;
  };
}
