import { createFileRoute } from "@tanstack/react-router";
import { SpacesPage } from "@/features/space/SpacesPage";

export const Route = createFileRoute("/_signed-in/spaces/")({ component: SpacesPage });
