import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { sessionQuery } from "@/api/client";
import { noticeSettingsQuery } from "@/api/noticeSettings";

const Zone = createContext<string | undefined>(undefined);

/** The time zone that hours are told in: the one kept with the account; nothing, which is the device's, for nobody. */
export function useZone(): string | undefined {
  return useContext(Zone);
}

/** Tells every page below in which time zone its hours are. It is read once; whoever saves another one changes it. */
export function ZoneProvider({ children }: { children: ReactNode }) {
  const { data: who } = useQuery(sessionQuery);
  const { data: read } = useQuery({
    ...noticeSettingsQuery,
    enabled: Boolean(who),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return <Zone value={who ? read?.settings.rhythm.time_zone : undefined}>{children}</Zone>;
}
