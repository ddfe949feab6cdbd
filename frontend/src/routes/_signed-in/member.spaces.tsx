import { createFileRoute } from "@tanstack/react-router";
import { HomeSpacePage } from "@/features/member/HomeSpacePage";

export const Route = createFileRoute("/_signed-in/member/spaces")({ component: HomeSpacePage });
