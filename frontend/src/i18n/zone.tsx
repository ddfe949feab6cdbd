import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { sessionQuery } from "@/api/client";

const Zone = createContext<string | undefined>(undefined);

/** What an account has until somebody chooses: it says nothing of where they are. */
const NOT_CHOSEN = "UTC";

/** The time zone that the device is set to. */
export const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The time zone that hours are told in: the one chosen for the account, or nothing, which is the device's. */
export function useZone(): string | undefined {
  return useContext(Zone);
}

/** Tells every page below in which time zone its hours are. Every session brings it; whoever saves another one renews theirs. */
export function ZoneProvider({ children }: { children: ReactNode }) {
  const { data: who } = useQuery(sessionQuery);
  const chosen = who?.time_zone;
  return <Zone value={chosen === NOT_CHOSEN ? undefined : chosen}>{children}</Zone>;
}
