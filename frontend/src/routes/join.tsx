import { createFileRoute } from "@tanstack/react-router";
import { mailToken } from "@/features/identity/mailToken";
import { JoinPage } from "@/features/organisation/JoinPage";

export const Route = createFileRoute("/join")({ validateSearch: mailToken, component: Join });

function Join() {
  const { token } = Route.useSearch();
  return <JoinPage key={token} token={token} />;
}
