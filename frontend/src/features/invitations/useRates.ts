import { useQuery } from "@tanstack/react-query";
import {
  spacesListNetworkTermsOptions,
  spacesListTermsOptions,
  spacesReadHomesOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { type Rates, rateOn } from "./keeps";

interface Known {
  /** Nothing while they are fetched, or where they cannot be. */
  rates: Rates | null;
  /** The name of the home space, if the member has one. */
  space: string | null;
  isPending: boolean;
}

/** The rates that divided a payment for the member who reads, on a day. */
export function useRates(day: string): Known {
  const slow = { staleTime: 300_000 };
  const homes = useQuery({ ...spacesReadHomesOptions(), ...slow });
  const home = homes.data?.find(({ from, to }) => from <= day && (!to || to >= day));
  const network = useQuery({ ...spacesListNetworkTermsOptions({ query: { limit: 100 } }), ...slow });
  const space = useQuery({
    ...spacesListTermsOptions({ path: { id: home?.space ?? "" }, query: { limit: 100 } }),
    ...slow,
    enabled: home !== undefined,
  });
  const isPending = homes.isPending || network.isPending || (home !== undefined && space.isPending);
  if (!homes.data || !network.data || (home && !space.data)) {
    return { rates: null, space: home?.name ?? null, isPending };
  }
  const of = network.data.items;
  const rates = {
    commission: rateOn(space.data?.items ?? [], "commission", day),
    network: rateOn(of, "network", day),
    feeTax: rateOn(of, "fee_tax", day),
    fund: rateOn(of, "fund", day),
  };
  return { rates, space: home?.name ?? null, isPending };
}
