import { createFileRoute } from "@tanstack/react-router";
import { HandoversPage } from "@/features/handovers/HandoversPage";

export const Route = createFileRoute("/_signed-in/handovers/")({ component: HandoversPage });
