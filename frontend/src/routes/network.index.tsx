import { createFileRoute } from "@tanstack/react-router";
import { NetworkPage } from "@/features/public/NetworkPage";

export const Route = createFileRoute("/network/")({ component: NetworkPage });
