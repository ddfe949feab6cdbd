import { session } from "@/api/client";
import { identitySignOut } from "@/api/generated";

/** Ends the session. `leave` goes to a page for everybody. */
export async function signOut(leave: () => Promise<void>): Promise<void> {
  // First the page, so that the one that is left does not ask to sign in again.
  await leave();
  // Whatever the server answers, this page forgets the session: somebody who signs out wants to be gone.
  await identitySignOut();
  session.forget();
}
