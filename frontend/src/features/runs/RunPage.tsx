import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "@/api/client";
import { MemberRun } from "./MemberRun";
import { StewardRun } from "./StewardRun";

/** A run: to a member how they stood in it, to a steward what it read and answered, by aliases. */
export function RunPage({ id }: { id: string }) {
  const { data: who } = useQuery(sessionQuery);
  return who?.hat === "steward" ? <StewardRun id={id} /> : <MemberRun id={id} />;
}
