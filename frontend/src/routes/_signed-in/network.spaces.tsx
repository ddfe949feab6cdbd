import { createFileRoute } from "@tanstack/react-router";
import { SpacesPage } from "@/features/admin/SpacesPage";

export const Route = createFileRoute("/_signed-in/network/spaces")({ component: SpacesPage });
