import type { BankFileFate, FundingState, StrayState } from "@/api/generated";

/** How far a funding can be, what waits first. */
export const FUNDING_STATES: FundingState[] = ["pending", "posted", "void", "expired"];

/** How far money that fits nothing can be, what waits first. */
export const STRAY_STATES: StrayState[] = ["open", "used", "closed"];

/** What a part of a bank's file can do. */
export const FATES: BankFileFate[] = ["settled", "rejected", "returned", "noted", "mismatched", "credit", "unmatched"];
