import { createFileRoute } from "@tanstack/react-router";
import type { JobState } from "@/api/generated";
import { JobsPage } from "@/features/admin/JobsPage";
import { JOB_STATES } from "@/features/admin/states";

export const Route = createFileRoute("/_signed-in/jobs")({
  validateSearch: ({ state }): { state?: JobState } => ({ state: JOB_STATES.find((each) => each === state) }),
  component: Jobs,
});

function Jobs() {
  const { state = "dead" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return <JobsPage state={state} change={(next) => void navigate({ search: { state: next } })} />;
}
