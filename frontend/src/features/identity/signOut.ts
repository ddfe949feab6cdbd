import { session } from "@/api/client";
import { identitySignOut } from "@/api/generated";
import { dropAllDrafts } from "@/features/briefs/editor/drafts";

/** The session is over here. `leave` goes to a page for everybody. */
export async function letGo(leave: () => Promise<void>): Promise<void> {
  session.letGo();
  // First the page, so that the one that is left does not ask to sign in again.
  await leave();
  dropAllDrafts();
  session.forget();
}

/** Ends the session. `leave` goes to a page for everybody. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  const headers = { Authorization: `Bearer ${session.access}` };
  // At once: whatever the server answers, and even if the page is loaded anew before it does, the session is over here.
  await letGo(leave);
  await identitySignOut({ headers, keepalive: true });
}
