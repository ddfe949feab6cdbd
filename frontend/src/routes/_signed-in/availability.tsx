import { createFileRoute } from "@tanstack/react-router";
import { AvailabilityPage } from "@/features/availability/AvailabilityPage";

interface Search {
  /** How many weeks ahead are shown, where it is not the usual twelve. */
  weeks?: number;
}

function validateSearch(search: Record<string, unknown>): Search {
  const weeks = Number(search.weeks);
  return weeks === 26 || weeks === 52 ? { weeks } : {};
}

export const Route = createFileRoute("/_signed-in/availability")({ component: AvailabilityPage, validateSearch });
