import { createFileRoute } from "@tanstack/react-router";
import { EYES, type Eye } from "@/features/member/eyes";
import { ProfilePage } from "@/features/member/ProfilePage";

interface Search {
  /** Through whose eyes the profile is previewed. */
  as?: Eye;
}

function validateSearch(search: Record<string, unknown>): Search {
  const as = EYES.find((eye) => eye === search.as);
  return as ? { as } : {};
}

export const Route = createFileRoute("/_signed-in/member/profile")({ component: ProfilePage, validateSearch });
