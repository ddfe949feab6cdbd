import { createFileRoute } from "@tanstack/react-router";
import { NewBriefPage } from "@/features/briefs/NewBriefPage";

export const Route = createFileRoute("/_signed-in/briefs/new")({
  validateSearch: ({ from }: { from?: unknown }): { from?: string } =>
    typeof from === "string" && /^brief_[0-9a-z]{26}$/.test(from) ? { from } : {},
  component: NewBrief,
});

function NewBrief() {
  const { from } = Route.useSearch();
  return <NewBriefPage from={from} />;
}
