import { createFileRoute } from "@tanstack/react-router";
import { mailToken } from "@/features/identity/mailToken";
import { VerifyPage } from "@/features/identity/VerifyPage";

export const Route = createFileRoute("/verify")({ validateSearch: mailToken, component: Verify });

function Verify() {
  const { token } = Route.useSearch();
  return <VerifyPage key={token} token={token} />;
}
