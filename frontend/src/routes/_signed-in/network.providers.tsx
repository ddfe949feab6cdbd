import { createFileRoute } from "@tanstack/react-router";
import { ProvidersPage } from "@/features/admin/ProvidersPage";

export const Route = createFileRoute("/_signed-in/network/providers")({ component: ProvidersPage });
