import { useQuery } from "@tanstack/react-query";
import { placesListOptions } from "@/api/generated/@tanstack/react-query.gen";

interface Props {
  id: string;
  /** The sentence that the name stands in. */
  in: (name: string) => string;
}

/** A place by its name, in its sentence. A network has few enough places for one page of them. */
export function PlaceName({ id, in: sentence }: Props) {
  const places = useQuery({ ...placesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  return <>{sentence(places.data?.items.find((place) => place.id === id)?.name ?? "…")}</>;
}
