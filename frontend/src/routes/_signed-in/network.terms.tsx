import { createFileRoute } from "@tanstack/react-router";
import { NetworkTermsPage } from "@/features/admin/NetworkTermsPage";

export const Route = createFileRoute("/_signed-in/network/terms")({ component: NetworkTermsPage });
