import type { BankFileFate, FundingState, JobState, Movement, RefundKind, StrayState } from "@/api/generated";

/** How far a funding can be, what waits first. */
export const FUNDING_STATES: FundingState[] = ["pending", "posted", "void", "expired"];

/** How far money that fits nothing can be, what waits first. */
export const STRAY_STATES: StrayState[] = ["open", "used", "closed"];

/** Why money that was paid out goes back. */
export const REFUND_KINDS: RefundKind[] = ["refund", "chargeback"];

/** Which of the money that came in is shown, what waits for an admin first. */
export const CREDIT_KINDS = ["unclaimed", "all"] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

/** How far work in the background can be, what waits for an admin first. */
export const JOB_STATES: JobState[] = ["dead", "waiting", "done"];

/** What a part of a bank's file can do. */
export const FATES: BankFileFate[] = ["settled", "rejected", "returned", "noted", "mismatched", "credit", "unmatched"];

/** Why money can move in the book, in the order of its walk. */
export const MOVEMENTS: Movement[] = [
  "funding",
  "release",
  "refund",
  "chargeback",
  "payout",
  "settlement",
  "return",
  "exchange",
  "reversal",
];
