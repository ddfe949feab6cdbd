/** A page of a list, as the API hands it out. */
export interface PageOf<Item> {
  items: Item[];
  /** What to ask for the page after it; nothing where the list ends. */
  next?: string | null;
}

/**
 * How a list goes on, for `useInfiniteQuery`:
 * `useInfiniteQuery({ ...briefsListInfiniteOptions({ query: { limit: 20 } }), ...paging })`.
 */
export const paging = {
  initialPageParam: { query: {} },
  getNextPageParam: ({ next }: { next?: string | null }) => (next ? { query: { after: next } } : undefined),
};

/** The same for a list that belongs to one thing, whose id is part of each request. */
export function pagingOf(id: string) {
  const page = (after?: string) => ({ path: { id }, query: after ? { after } : {} });
  return {
    initialPageParam: page(),
    getNextPageParam: ({ next }: { next?: string | null }) => (next ? page(next) : undefined),
  };
}
