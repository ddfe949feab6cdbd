import { createFileRoute } from "@tanstack/react-router";
import { PayoutsPage } from "@/features/earnings/PayoutsPage";

export const Route = createFileRoute("/_signed-in/member/payouts")({ component: PayoutsPage });
