import { createFileRoute } from "@tanstack/react-router";
import { HomePage } from "@/features/home/HomePage";
import { useWho } from "@/features/identity/useWho";

export const Route = createFileRoute("/_signed-in/home")({ component: Home });

function Home() {
  const who = useWho();
  return who ? <HomePage who={who} /> : null;
}
