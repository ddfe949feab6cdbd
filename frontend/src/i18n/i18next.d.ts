import type account from "./en/account.json";
import type admin from "./en/admin.json";
import type audit from "./en/audit.json";
import type availability from "./en/availability.json";
import type bids from "./en/bids.json";
import type book from "./en/book.json";
import type briefs from "./en/briefs.json";
import type categories from "./en/categories.json";
import type common from "./en/common.json";
import type counters from "./en/counters.json";
import type disputes from "./en/disputes.json";
import type earnings from "./en/earnings.json";
import type engagements from "./en/engagements.json";
import type factor from "./en/factor.json";
import type handovers from "./en/handovers.json";
import type invitations from "./en/invitations.json";
import type invoices from "./en/invoices.json";
import type member from "./en/member.json";
import type organisation from "./en/organisation.json";
import type passkeys from "./en/passkeys.json";
import type policy from "./en/policy.json";
import type provider from "./en/provider.json";
import type public from "./en/public.json";
import type questions from "./en/questions.json";
import type quote from "./en/quote.json";
import type reports from "./en/reports.json";
import type runs from "./en/runs.json";
import type space from "./en/space.json";
import type steward from "./en/steward.json";
import type ties from "./en/ties.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      account: typeof account;
      admin: typeof admin;
      audit: typeof audit;
      availability: typeof availability;
      bids: typeof bids;
      book: typeof book;
      briefs: typeof briefs;
      categories: typeof categories;
      common: typeof common;
      counters: typeof counters;
      disputes: typeof disputes;
      earnings: typeof earnings;
      engagements: typeof engagements;
      factor: typeof factor;
      handovers: typeof handovers;
      invitations: typeof invitations;
      invoices: typeof invoices;
      member: typeof member;
      organisation: typeof organisation;
      passkeys: typeof passkeys;
      policy: typeof policy;
      provider: typeof provider;
      public: typeof public;
      questions: typeof questions;
      quote: typeof quote;
      reports: typeof reports;
      runs: typeof runs;
      space: typeof space;
      steward: typeof steward;
      ties: typeof ties;
    };
  }
}
