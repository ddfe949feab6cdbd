import { session } from "@/api/client";
import { identitySignOut } from "@/api/generated";
import { dropDraftsOf } from "@/features/briefs/editor/drafts";
import { sender } from "./broughtBy";

/** The session is over here, and what was typed and not saved goes with it, as does who sent them. `leave` goes to a page for everybody, and asks nothing. */
export async function letGo(leave: () => Promise<void>): Promise<void> {
  const person = session.who?.person;
  session.letGo();
  // First the page, so that the one that is left does not ask to sign in again.
  await leave();
  // Only here: a session that merely ends keeps them, since whoever signs in again wants to go on.
  if (person) {
    dropDraftsOf(person);
    sender.drop();
  }
  session.forget();
}

/** Ends the session. `leave` goes to a page for everybody, and asks nothing: whoever has to be asked was. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  const headers = { Authorization: `Bearer ${session.access}` };
  // At once: whatever the server answers, and even if the page is loaded anew before it does, the session is over here.
  await letGo(leave);
  await identitySignOut({ headers, keepalive: true });
}
