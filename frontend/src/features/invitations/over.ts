import type { InvitationState, StandbyState } from "@/api/generated";

/** Where nothing comes of an offer any more: what it would have brought is told as what might have been. */
export const OVER: ReadonlySet<InvitationState | StandbyState> = new Set(["declined", "lapsed", "closed"]);
