import { createFileRoute } from "@tanstack/react-router";
import { PoliciesPage } from "@/features/policy/PoliciesPage";

export const Route = createFileRoute("/_signed-in/policies/")({ component: PoliciesPage });
