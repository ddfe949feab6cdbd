import { createFileRoute } from "@tanstack/react-router";
import { BatchesPage } from "@/features/admin/BatchesPage";

export const Route = createFileRoute("/_signed-in/payout-batches/")({ component: BatchesPage });
