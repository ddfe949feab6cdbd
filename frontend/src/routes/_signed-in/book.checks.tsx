import { createFileRoute } from "@tanstack/react-router";
import { BookChecksPage } from "@/features/admin/BookChecksPage";

export const Route = createFileRoute("/_signed-in/book/checks")({ component: BookChecksPage });
