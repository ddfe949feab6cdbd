import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { session } from "@/api/client";
import { type Hat, identitySwitchHat } from "@/api/generated";
import { firstPage } from "./firstPage";

/** Puts on another hat and goes to its first page. */
export function useSwitchHat() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (hat: Hat) => {
      const { data } = await identitySwitchHat({ body: { hat }, throwOnError: true });
      return session.keep(data);
    },
    onSuccess: (who) => navigate({ to: firstPage(who.hat) }),
  });
}
