import { createFileRoute } from "@tanstack/react-router";
import { PolicyPage } from "@/features/public/PolicyPage";

export const Route = createFileRoute("/policy")({ component: PolicyPage });
