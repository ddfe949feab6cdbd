import { queryOptions } from "@tanstack/react-query";
import { queryClient } from "@/app/queryClient";
import { session, whoIsHere } from "./begin";
// All that pages call is in the first script, or it would be one of its own.
import "./generated";
import { client } from "./generated/client.gen";
import { withRequest } from "./problem";
import { renewing, type SignedIn } from "./session";

export { session };

const SESSION = ["session"];

/** What was read under one hat must never be seen under another, so a new session begins with an empty cache. */
session.changed = (who) => {
  const before = queryClient.getQueryData<SignedIn | null>(SESSION);
  queryClient.setQueryData(SESSION, who);
  if (before && (before.person !== who?.person || before.hat !== who.hat)) {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
  }
};

/** Who is signed in, or nobody. Asked once; from then on the keeper of the session says when it changes. */
export const sessionQuery = queryOptions<SignedIn | null>({
  queryKey: SESSION,
  queryFn: whoIsHere,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** The zone that pages tell hours in comes with the session: where another one was saved, there is a new session to be had. */
export function renewForZone(saved: string): void {
  if (session.who && session.who.time_zone !== saved) {
    // Where nobody answers, the next renewal brings it.
    session.renew().catch(() => undefined);
  }
}

/** Ties the generated client to this server and this session. */
export function connect(): void {
  client.setConfig({
    baseUrl: window.location.origin,
    auth: () => session.access,
    fetch: renewing(session, (input, init) => window.fetch(input, init)),
  });
  client.interceptors.error.use(withRequest);
}
