import { queryOptions } from "@tanstack/react-query";
import { queryClient } from "@/app/queryClient";
import { identityRefresh } from "./generated";
import { client } from "./generated/client.gen";
import { renewing, SessionKeeper, type SignedIn } from "./session";

const SESSION = ["session"];

/** What was read under one hat must never be seen under another, so a new session begins with an empty cache. */
function changed(who: SignedIn | null): void {
  const before = queryClient.getQueryData<SignedIn | null>(SESSION);
  queryClient.setQueryData(SESSION, who);
  if (before && (before.person !== who?.person || before.hat !== who.hat)) {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
  }
}

async function refresh(token: string) {
  const { data, error, response } = await identityRefresh({ body: { token } });
  if (data) {
    return data;
  }
  if (response?.status === 401) {
    return null;
  }
  throw error;
}

/** The tokens of whoever is signed in here. */
export const session = new SessionKeeper({
  storage: sessionStorage,
  refresh,
  changed,
  tabs: new BroadcastChannel("muster-session"),
});

/** Who is signed in, or nobody. Asked once; from then on the keeper of the session says when it changes. */
export const sessionQuery = queryOptions<SignedIn | null>({
  queryKey: SESSION,
  queryFn: () => session.renew(),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Ties the generated client to this server and this session. */
export function connect(): void {
  client.setConfig({
    baseUrl: window.location.origin,
    auth: () => session.access,
    fetch: renewing(session, (input, init) => window.fetch(input, init)),
  });
}
