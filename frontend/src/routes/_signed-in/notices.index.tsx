import { createFileRoute } from "@tanstack/react-router";
import { NoticesPage } from "@/features/account/NoticesPage";

export const Route = createFileRoute("/_signed-in/notices/")({ component: NoticesPage });
