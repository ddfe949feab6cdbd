import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sessionQuery } from "@/api/client";

const isRead = (query: Query) => query.queryKey[0] !== sessionQuery.queryKey[0];

/**
 * Keeps what the open page has read while nobody is signed in. A session that ends empties the cache, since the next
 * person must not see what the last one did; but a page whose data is gone loses what was typed into it. So what is on
 * the screen stays, until it is clear who signs in or the page is left.
 *
 * Answers a function that forgets it all.
 */
export function useOpenPage(): () => void {
  const queries = useQueryClient();
  useEffect(() => {
    const cache = queries.getQueryCache();
    const isSignedOut = () => queries.getQueryData(sessionQuery.queryKey) === null;
    const stop = cache.subscribe(({ type, query }) => {
      if (type === "removed" && isRead(query) && query.getObserversCount() > 0 && isSignedOut()) {
        cache.add(query);
      }
    });
    return () => {
      stop();
      // Nobody signed in again: what was kept goes with the page.
      if (isSignedOut()) {
        queries.removeQueries({ predicate: isRead });
      }
    };
  }, [queries]);
  return () => queries.removeQueries({ predicate: isRead });
}
