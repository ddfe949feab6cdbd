import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "@/api/client";
import type { SignedIn } from "@/api/session";

/**
 * Who is signed in; once the session has ended, who was. A page stays open below the dialog to sign in again, and one that
 * draws something else for nobody would lose what was typed into it. Whoever signs in instead begins anew.
 */
export function useWho(): SignedIn | null {
  const { data: who } = useQuery(sessionQuery);
  const [last, setLast] = useState(who ?? null);
  if (who && who !== last) {
    setLast(who);
  }
  return who ?? last;
}
