import { useQuery } from "@tanstack/react-query";
import type { Legal } from "@/api/generated";
import { privacyLegalOptions } from "@/api/generated/@tanstack/react-query.gen";

/** What the law wants said: pages of whoever runs the network, and nothing until they are known. */
export function useLegal(): Legal {
  const { data } = useQuery({ ...privacyLegalOptions(), staleTime: 300_000 });
  return data ?? {};
}
