import { createFileRoute } from "@tanstack/react-router";
import { KeysPage } from "@/features/organisation/KeysPage";

export const Route = createFileRoute("/_signed-in/organisation/keys")({ component: KeysPage });
