import { createFileRoute } from "@tanstack/react-router";
import { ReportPage } from "@/features/reports/ReportPage";
import { reportSearch } from "@/features/reports/search";

export const Route = createFileRoute("/_signed-in/spaces/$space/report")({
  validateSearch: reportSearch,
  component: ReportRoute,
});

function ReportRoute() {
  const { space } = Route.useParams();
  return <ReportPage key={space} space={space} search={Route.useSearch()} />;
}
