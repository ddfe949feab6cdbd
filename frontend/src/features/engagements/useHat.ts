import type { Hat } from "@/api/generated";
import { useWho } from "@/features/identity/useWho";

/** The hat that is worn: pages of several hats look at it. */
export function useHat(): Hat | null {
  return useWho()?.hat ?? null;
}
