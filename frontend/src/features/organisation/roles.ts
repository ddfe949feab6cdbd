import type { ClientRole } from "@/api/generated";

/** What people may do for their organisation, the least first. */
export const ROLES: ClientRole[] = ["requester", "approver", "finance"];

/** The role of that name. */
export function roleOf(name: string): ClientRole {
  return ROLES.find((role) => role === name) ?? "requester";
}
