import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "@/api/problem";

/** Answers that may differ a moment later are worth a second try; refusals are not. */
function isWorthARetry(failures: number, error: unknown): boolean {
  return failures < 2 && asProblem(error).passing;
}

/** All that the page knows of the server. There is no other store. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthARetry, staleTime: 15_000 },
    mutations: { retry: false },
  },
});
