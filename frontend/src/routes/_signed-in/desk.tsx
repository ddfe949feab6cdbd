import { createFileRoute } from "@tanstack/react-router";
import { DeskPage } from "@/features/steward/DeskPage";

export const Route = createFileRoute("/_signed-in/desk")({ component: DeskPage });
