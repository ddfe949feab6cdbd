import { useQuery } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";
import { sessionQuery } from "@/api/client";
import { HomePage } from "@/features/home/HomePage";

export const Route = createFileRoute("/_signed-in/home")({ component: Home });

function Home() {
  const { data: who } = useQuery(sessionQuery);
  return who ? <HomePage who={who} /> : null;
}
