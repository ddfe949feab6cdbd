import { createFileRoute } from "@tanstack/react-router";
import { StatementsPage } from "@/features/earnings/StatementsPage";

export const Route = createFileRoute("/_signed-in/member/statements/")({ component: StatementsPage });
