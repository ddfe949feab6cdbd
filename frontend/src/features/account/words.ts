import type { Hat, NoticeKind } from "@/api/generated";

/** The text of a notice as a text of its own: it is written to follow a salutation, and begins in lower case. */
export function standing(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** How a text begins: its first paragraph, and what that one announces with a colon. */
export function beginning(text: string): string {
  const [first = "", second] = text.split(/\n{2,}/);
  return first.endsWith(":") && second !== undefined ? `${first}\n\n${second}` : first;
}

/** Which hats hear of which kind of news. What somebody's hats never hear of need not be asked. */
const HEARD_BY: Record<NoticeKind, Hat[]> = {
  invitation: ["member"],
  opportunity: ["member"],
  crew: ["member"],
  bid: ["member", "client"],
  brief: ["client"],
  question: ["member", "client"],
  engagement: ["member", "client"],
  invoice: ["client"],
  handover: ["member", "client"],
  dispute: ["member", "client", "steward"],
  review: ["member", "client"],
  connection: ["member"],
  calendar: ["member"],
  statement: ["member", "operator"],
  payout: ["member", "operator", "client"],
  terms: ["member", "operator"],
  policy: ["steward"],
  webhook: ["client"],
  desk: ["steward", "admin"],
};

/** Whether somebody with these hats hears of a kind. Whoever has none yet may hear of anything. */
export function isHeard(kind: NoticeKind, hats: Hat[]): boolean {
  return hats.length === 0 || HEARD_BY[kind].some((hat) => hats.includes(hat));
}

/** The kinds that a client's webhooks can be sent. */
export const CLIENT_KINDS = (Object.keys(HEARD_BY) as NoticeKind[]).filter(
  (kind) => HEARD_BY[kind].includes("client") && kind !== "webhook",
);

/** A minute of the day as a field of time writes it: 480 is 08:00. */
export function clock(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** The minute of the day that a field of time says, or nothing where it is not filled in. */
export function minuteOf(text: string): number | undefined {
  const found = /^(\d{2}):(\d{2})/.exec(text);
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2])];
  return found && hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}
