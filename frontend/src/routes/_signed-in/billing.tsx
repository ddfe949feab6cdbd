import { createFileRoute } from "@tanstack/react-router";
import { BillingPage } from "@/features/invoices/BillingPage";

export const Route = createFileRoute("/_signed-in/billing")({ component: BillingPage });
