import type { BankFileFate, FundingState, JobState, Movement, StrayState } from "@/api/generated";

/** How far a funding can be, what waits first. */
export const FUNDING_STATES: FundingState[] = ["pending", "posted", "void", "expired"];

/** How far money that fits nothing can be, what waits first. */
export const STRAY_STATES: StrayState[] = ["open", "used", "closed"];

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
