import { lazy } from "react";
import { fetchProblemWords } from "@/i18n/problems";
import { fetchAhead } from "./newVersion";

const parts = {
  days: () => import("@/components/DayPicker"),
  dialog: () => import("@/components/OpenedDialog"),
  menu: () => import("@/features/identity/AccountMenu"),
  signIn: () => import("@/features/identity/SignInDialog"),
  navigation: () => import("@/components/NavigationDrawer"),
};

/** What opens over a page. No page comes with it. */
export const DayPicker = lazy(parts.days);
export const OpenedDialog = lazy(parts.dialog);
export const AccountMenu = lazy(parts.menu);
export const SignInDialog = lazy(parts.signIn);
export const NavigationDrawer = lazy(parts.navigation);

/** Fetches all of it with the first thing that somebody does: it opens at once, and with the line down as well. */
export function fetchLater(): () => void {
  const end = new AbortController();
  const fetchAll = () => {
    for (const load of Object.values(parts)) {
      void fetchAhead(load());
    }
    void fetchProblemWords();
  };
  for (const deed of ["pointerdown", "keydown"]) {
    window.addEventListener(deed, fetchAll, { once: true, signal: end.signal });
  }
  return () => end.abort();
}
