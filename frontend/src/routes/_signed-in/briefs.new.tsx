import { createFileRoute } from "@tanstack/react-router";
import { NewBriefPage } from "@/features/briefs/NewBriefPage";

export const Route = createFileRoute("/_signed-in/briefs/new")({ component: NewBriefPage });
