import { createFileRoute } from "@tanstack/react-router";
import { type BriefFilter, BriefsPage, FILTERS } from "@/features/briefs/BriefsPage";

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
