import { createFileRoute } from "@tanstack/react-router";
import { AllInvoicesPage } from "@/features/admin/AllInvoicesPage";

export const Route = createFileRoute("/_signed-in/network/invoices")({ component: AllInvoicesPage });
