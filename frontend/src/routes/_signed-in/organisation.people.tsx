import { createFileRoute } from "@tanstack/react-router";
import { PeoplePage } from "@/features/organisation/PeoplePage";

export const Route = createFileRoute("/_signed-in/organisation/people")({ component: PeoplePage });
