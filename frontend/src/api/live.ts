import { queryClient } from "@/app/queryClient";
import { session } from "./client";

/** How long to wait before listening again, from the first failure on. */
const PAUSES = [1_000, 3_000, 10_000, 30_000];
/** How often pages read anew while nobody can be listened to. */
const FALLBACK = 60_000;

/** The events that are whole in a piece of a stream, and what is left of it. */
export function events(text: string): { names: string[]; rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const names = blocks.flatMap((block) => block.split("\n").filter((line) => line.startsWith("event: ")));
  return { names: names.map((line) => line.slice("event: ".length)), rest };
}

/** Whatever is shown is read again; what is not shown, when it is looked at next. */
function readAgain(): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
}

async function hear(signal: AbortSignal): Promise<void> {
  const headers = session.access ? { Authorization: `Bearer ${session.access}` } : undefined;
  const answer = await fetch("/api/v1/events", { headers, signal });
  if (answer.status === 401 && (await session.renew())) {
    return;
  }
  if (!answer.ok || !answer.body) {
    throw new Error(`events: ${answer.status}`);
  }
  // The server tells what happens from now on: nobody heard what happened since the page, or the stream before, was read.
  readAgain();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const { names, rest } = events(heard + value);
    heard = rest;
    if (names.length > 0) {
      readAgain();
    }
  }
}

/**
 * Listens to what the server tells whoever is signed in, for as long as `signal` lets it, and has pages read again what may
 * have changed. Where that does not work, pages read again once a minute.
 */
export async function listen(signal: AbortSignal): Promise<void> {
  let failures = 0;
  const fallback = setInterval(() => {
    if (failures > 1 && document.visibilityState === "visible") {
      readAgain();
    }
  }, FALLBACK);
  signal.addEventListener("abort", () => clearInterval(fallback));
  while (!signal.aborted) {
    try {
      await hear(signal);
      failures = 0;
    } catch {
      failures += 1;
    }
    const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
    await new Promise((go) => setTimeout(go, pause));
  }
}
