import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/_signed-in/bank-files/$id")({
  component: RouteComponent,
});

function RouteComponent() {
  return <div>Hello "/_signed-in/bank-files/$id"!</div>;
}
