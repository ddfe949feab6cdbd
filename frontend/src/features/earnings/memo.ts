/** What the book noted of a line. It notes in English; a page says the same in its own language. Pure. */

const BEGINNINGS = [
  ["Released after a dispute: ", "releasedAfterDispute"],
  ["Refunded after a dispute: ", "refundedAfterDispute"],
  ["Refunded after a seat ended: ", "refundedAfterSeat"],
  ["Released: ", "released"],
  ["Refunded: ", "refunded"],
  ["For bringing a client", "brought"],
] as const;

export type Happening = (typeof BEGINNINGS)[number][1];

/** What happened, and the title of the milestone, if any, as the client wrote it; nothing where the note is of another kind. */
export function readMemo(memo: string): { happening: Happening; milestone: string } | null {
  const found = BEGINNINGS.find(([beginning]) => memo.startsWith(beginning));
  return found ? { happening: found[1], milestone: memo.slice(found[0].length) } : null;
}
