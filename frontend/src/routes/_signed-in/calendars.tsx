import { createFileRoute } from "@tanstack/react-router";
import { CalendarsPage } from "@/features/availability/CalendarsPage";

export const Route = createFileRoute("/_signed-in/calendars")({ component: CalendarsPage });
