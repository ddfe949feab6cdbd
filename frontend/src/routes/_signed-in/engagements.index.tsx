import { createFileRoute } from "@tanstack/react-router";
import { EngagementsPage } from "@/features/engagements/EngagementsPage";

export const Route = createFileRoute("/_signed-in/engagements/")({ component: EngagementsPage });
