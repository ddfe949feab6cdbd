import { createFileRoute } from "@tanstack/react-router";
import { OpenBriefsPage } from "@/features/bids/OpenBriefsPage";

export const Route = createFileRoute("/_signed-in/member/briefs/")({ component: OpenBriefsPage });
