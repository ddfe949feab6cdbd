import { createFileRoute } from "@tanstack/react-router";
import { BriefsPage } from "@/features/briefs/BriefsPage";
import { type BriefFilter, FILTERS } from "@/features/briefs/filters";

export const Route = createFileRoute("/_signed-in/briefs/")({
  validateSearch: ({ state }: { state?: unknown }): { state?: BriefFilter } => {
    const known = FILTERS.find((filter) => filter === state);
    return known ? { state: known } : {};
  },
  component: Briefs,
});

function Briefs() {
  const { state } = Route.useSearch();
  return <BriefsPage filter={state} />;
}
