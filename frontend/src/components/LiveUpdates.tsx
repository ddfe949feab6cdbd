import { useEffect } from "react";
import { listen } from "@/api/live";

/** Keeps what is shown up to date, as long as somebody is signed in under a hat. */
export function LiveUpdates() {
  useEffect(() => {
    const end = new AbortController();
    void listen(end.signal);
    return () => end.abort();
  }, []);
  return null;
}
