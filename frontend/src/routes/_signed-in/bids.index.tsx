import { createFileRoute } from "@tanstack/react-router";
import { MyBidsPage } from "@/features/bids/MyBidsPage";

export const Route = createFileRoute("/_signed-in/bids/")({ component: MyBidsPage });
