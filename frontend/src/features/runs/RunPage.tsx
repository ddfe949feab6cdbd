import { useWho } from "@/features/identity/useWho";
import { MemberRun } from "./MemberRun";
import { StewardRun } from "./StewardRun";

/** A run: to a member how they stood in it, to a steward what it read and answered, by aliases. */
export function RunPage({ id }: { id: string }) {
  const who = useWho();
  return who?.hat === "steward" ? <StewardRun id={id} /> : <MemberRun id={id} />;
}
