import { createFileRoute } from "@tanstack/react-router";
import { AuditPage } from "@/features/steward/AuditPage";
import { type Subject, subjectOf } from "@/features/steward/audit";

export const Route = createFileRoute("/_signed-in/audit")({
  validateSearch: (search): { about?: Subject } => ({ about: subjectOf(search.about) }),
  component: Audit,
});

function Audit() {
  const { about } = Route.useSearch();
  return <AuditPage about={about} />;
}
