import { createFileRoute } from "@tanstack/react-router";
import { ConnectionsPage } from "@/features/ties/ConnectionsPage";

export const Route = createFileRoute("/_signed-in/connections")({ component: ConnectionsPage });
