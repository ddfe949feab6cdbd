import type { Hat } from "@/api/generated";

/** Where somebody who wears this hat begins. */
export function firstPage(hat: Hat | null | undefined): "/briefs" | "/home" {
  return hat === "client" ? "/briefs" : "/home";
}

/** A path of this site to go on to, or nothing: an address elsewhere would let a link lead people away. */
export function ownPath(text: unknown): string | undefined {
  return typeof text === "string" && /^\/(?![/\\])/.test(text) ? text : undefined;
}
