import { createFileRoute } from "@tanstack/react-router";
import { TurnsPage } from "@/features/runs/TurnsPage";

export const Route = createFileRoute("/_signed-in/turns")({ component: TurnsPage });
