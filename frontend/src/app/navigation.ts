import {
  type Icon,
  IconArrowsExchange,
  IconBook2,
  IconBriefcase2,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendarWeek,
  IconCash,
  IconChecklist,
  IconClipboardText,
  IconCoins,
  IconFileInvoice,
  IconGavel,
  IconHome,
  IconInbox,
  IconKey,
  IconLink,
  IconMailOpened,
  IconPackage,
  IconQuestionMark,
  IconReceiptTax,
  IconReplace,
  IconReportMoney,
  IconRotate2,
  IconScale,
  IconSearch,
  IconShieldCheck,
  IconTransferIn,
  IconUserCircle,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";
import type { Hat } from "@/api/generated";
import type common from "@/i18n/en/common.json";

/** A page that one goes to from anywhere. */
export interface Destination {
  to: LinkProps["to"];
  icon: Icon;
  /** What it is called: `navigation.…` in the catalogue. */
  word: keyof (typeof common)["navigation"];
  /** Where else the pages that belong to it begin. */
  also?: string[];
  /** Whether pages below it are not its own. */
  exact?: boolean;
}

const home: Destination = { to: "/home", icon: IconHome, word: "home", exact: true };

/** Where each hat goes, the daily things first. */
export const NAVIGATION: Record<Hat, Destination[]> = {
  client: [
    home,
    { to: "/briefs", icon: IconClipboardText, word: "briefs", also: ["/briefs/new"] },
    { to: "/engagements", icon: IconBriefcase2, word: "engagements" },
    { to: "/invoices", icon: IconFileInvoice, word: "invoices" },
    { to: "/handovers", icon: IconReplace, word: "handovers" },
    { to: "/disputes", icon: IconGavel, word: "disputes" },
    { to: "/billing", icon: IconReceiptTax, word: "billing" },
    { to: "/organisation/people", icon: IconUsers, word: "people" },
    { to: "/webhooks", icon: IconLink, word: "webhooks" },
    { to: "/organisation/keys", icon: IconKey, word: "apiKeys" },
  ],
  member: [
    home,
    { to: "/invitations", icon: IconMailOpened, word: "invitations", also: ["/standbys"] },
    { to: "/availability", icon: IconCalendarWeek, word: "availability", also: ["/calendars"] },
    { to: "/engagements", icon: IconBriefcase2, word: "engagements" },
    { to: "/earnings", icon: IconCoins, word: "earnings", also: ["/member/statements", "/member/payouts"] },
    { to: "/member/profile", icon: IconUserCircle, word: "profile" },
    { to: "/member/briefs", icon: IconSearch, word: "openBriefs" },
    { to: "/bids", icon: IconPackage, word: "bids" },
    { to: "/crews", icon: IconUsersGroup, word: "crews" },
    { to: "/runs", icon: IconQuestionMark, word: "runs" },
    { to: "/turns", icon: IconRotate2, word: "turns" },
    { to: "/connections", icon: IconLink, word: "connections" },
    { to: "/member/spaces", icon: IconBuildingCommunity, word: "homeSpace" },
    { to: "/handovers", icon: IconReplace, word: "handovers" },
    { to: "/disputes", icon: IconGavel, word: "disputes" },
  ],
  operator: [home, { to: "/spaces", icon: IconBuildingCommunity, word: "spaces" }],
  steward: [
    home,
    { to: "/desk", icon: IconInbox, word: "desk" },
    { to: "/disputes", icon: IconGavel, word: "disputes" },
    { to: "/handovers", icon: IconReplace, word: "handovers" },
    { to: "/policies", icon: IconScale, word: "policies" },
    { to: "/exchange", icon: IconArrowsExchange, word: "exchange" },
    { to: "/audit", icon: IconShieldCheck, word: "audit" },
  ],
  admin: [
    home,
    { to: "/payout-batches", icon: IconCash, word: "payoutBatches" },
    { to: "/bank-files", icon: IconBuildingBank, word: "bankFiles" },
    { to: "/fundings", icon: IconCoins, word: "fundings" },
    { to: "/strays", icon: IconQuestionMark, word: "strays" },
    { to: "/bank-credits", icon: IconTransferIn, word: "bankCredits" },
    { to: "/network/invoices", icon: IconFileInvoice, word: "invoices" },
    { to: "/book", icon: IconReportMoney, word: "book", exact: true },
    { to: "/book/checks", icon: IconBook2, word: "bookChecks" },
    { to: "/network/spaces", icon: IconBuildingCommunity, word: "networkSpaces" },
    { to: "/network/terms", icon: IconReceiptTax, word: "networkTerms" },
    { to: "/network/finders", icon: IconUserPlus, word: "networkFinders" },
    { to: "/network/hats", icon: IconUsers, word: "networkHats" },
    { to: "/network/providers", icon: IconKey, word: "networkProviders" },
    { to: "/jobs", icon: IconChecklist, word: "jobs" },
    { to: "/exchange", icon: IconArrowsExchange, word: "exchange" },
    { to: "/audit", icon: IconShieldCheck, word: "audit" },
  ],
};

/** Whether a path is a page, or one that lies below it. */
function isIn({ to, also = [], exact }: Destination, path: string): boolean {
  return [to, ...also].some((begin) => path === begin || (!exact && path.startsWith(`${begin}/`)));
}

/** The hats that go to a page, or to the one that it lies below. */
export function hatsOf(path: string): Hat[] {
  return (Object.keys(NAVIGATION) as Hat[]).filter((hat) => NAVIGATION[hat].some((page) => isIn(page, path)));
}

/** The page of a hat that a path lies below; nothing where it is none of theirs, or that page itself. */
export function listAbove(hat: Hat, path: string): Destination | undefined {
  return NAVIGATION[hat].find((page) => page.to !== path && isIn(page, path));
}

/** A page that other hats go to, and whoever wears this one does not; or nothing. */
export function refused(hat: Hat, path: string): Destination | undefined {
  const isAt = ({ to, also }: Destination) => to === path || also?.includes(path);
  return NAVIGATION[hat].some(isAt) ? undefined : Object.values(NAVIGATION).flat().find(isAt);
}
