import { useMutation } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { session } from "@/api/client";
import { type Hat, identitySwitchHat } from "@/api/generated";
import { mayLeave } from "@/app/leaving";
import { firstPage } from "./firstPage";

/** Puts on another hat and goes to its first page, unless whoever is asked about what they typed stays. */
export function useSwitchHat() {
  const navigate = useNavigate();
  const { history } = useRouter();
  return useMutation({
    mutationFn: async (hat: Hat) => {
      // First: under the new hat the page may be another's, and what was typed into it gone.
      if (!(await mayLeave(history, firstPage(hat)))) {
        return undefined;
      }
      const { data } = await identitySwitchHat({ body: { hat }, throwOnError: true });
      return session.keep(data);
    },
    onSuccess: (who) => who && navigate({ to: firstPage(who.hat), ignoreBlocker: true }),
  });
}
