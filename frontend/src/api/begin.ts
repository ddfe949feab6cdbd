import type { IdentityRefreshData, Session } from "./generated";
import { SessionKeeper, type SignedIn } from "./session";

// Whoever was signed in goes on with their session before the rest of the page is there, which then need not wait for it. The
// build makes a script of its own of this file, and it stays small: it asks without the generated client.

const REFRESHES: IdentityRefreshData["url"] = "/api/v1/sessions/refreshes";

async function refresh(token: string): Promise<Session | null> {
  const answer = await fetch(REFRESHES, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token } satisfies IdentityRefreshData["body"]),
  });
  if (answer.ok) {
    return answer.json();
  }
  if (answer.status === 401) {
    return null;
  }
  throw await answer.json();
}

/** The tokens of whoever is signed in here. */
export const session = new SessionKeeper({
  storage: sessionStorage,
  refresh,
  tabs: new BroadcastChannel("muster-session"),
});

let begun: Promise<SignedIn | null> | undefined = session.renew();
// It failed for whoever asks, and until then for nobody.
begun.catch(() => undefined);

/** Who is signed in, or nobody: at first what was asked as the page began, and anew from then on. */
export function whoIsHere(): Promise<SignedIn | null> {
  const asked = begun ?? session.renew();
  begun = undefined;
  return asked;
}
