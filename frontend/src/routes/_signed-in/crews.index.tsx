import { createFileRoute } from "@tanstack/react-router";
import { CrewsPage } from "@/features/bids/CrewsPage";

export const Route = createFileRoute("/_signed-in/crews/")({ component: CrewsPage });
