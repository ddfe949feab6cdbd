import { useQuery } from "@tanstack/react-query";
import { placesListOptions, spacesListMineOptions } from "@/api/generated/@tanstack/react-query.gen";

/** The spaces that whoever is signed in runs; nobody runs more than a page of them. */
export const mySpaces = spacesListMineOptions({ query: { limit: 100 } });

/** The space by its id, among those that one runs; nothing until it is known, and where one does not run it. */
export function useSpace(id: string) {
  const spaces = useQuery({ ...mySpaces, staleTime: 300_000 });
  return spaces.data?.items.find((space) => space.id === id);
}

/** The name of a place, once it is known. */
export function usePlaceName(id: string | undefined): string | undefined {
  const places = useQuery({ ...placesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  return places.data?.items.find((place) => place.id === id)?.name;
}
