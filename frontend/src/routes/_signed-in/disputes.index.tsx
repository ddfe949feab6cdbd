import { createFileRoute } from "@tanstack/react-router";
import { DisputesPage } from "@/features/disputes/DisputesPage";

export const Route = createFileRoute("/_signed-in/disputes/")({ component: DisputesPage });
