import { useRef } from "react";

/** A key that no other request has. Also where the page is not served over https, which `randomUUID` asks for. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

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
