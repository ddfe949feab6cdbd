import { createFileRoute } from "@tanstack/react-router";
import { NoticeSettingsPage } from "@/features/account/NoticeSettingsPage";

export const Route = createFileRoute("/_signed-in/notices/settings")({ component: NoticeSettingsPage });
