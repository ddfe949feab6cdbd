import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "@/api/client";
import type { Hat } from "@/api/generated";

/** The hat that is worn: pages of several hats look at it. */
export function useHat(): Hat | null {
  return useQuery(sessionQuery).data?.hat ?? null;
}
