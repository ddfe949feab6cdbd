import { createFileRoute } from "@tanstack/react-router";
import { mailToken } from "@/features/identity/mailToken";
import { ResetPage } from "@/features/identity/ResetPage";

export const Route = createFileRoute("/reset")({ validateSearch: mailToken, component: Reset });

function Reset() {
  const { token } = Route.useSearch();
  return <ResetPage key={token} token={token} />;
}
