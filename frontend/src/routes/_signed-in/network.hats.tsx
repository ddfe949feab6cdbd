import { createFileRoute } from "@tanstack/react-router";
import { HatsPage } from "@/features/admin/HatsPage";

export const Route = createFileRoute("/_signed-in/network/hats")({ component: HatsPage });
