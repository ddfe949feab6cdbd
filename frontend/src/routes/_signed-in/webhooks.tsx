import { createFileRoute } from "@tanstack/react-router";
import { WebhooksPage } from "@/features/account/WebhooksPage";

export const Route = createFileRoute("/_signed-in/webhooks")({ component: WebhooksPage });
