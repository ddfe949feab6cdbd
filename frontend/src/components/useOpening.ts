import { useEffect, useState } from "react";

/**
 * Whether what has just been loaded in order to open is to be open: closed in its first moment, in which it notes where
 * the focus is, to give it back.
 */
export function useOpening(isOpen: boolean): boolean {
  const [isThere, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return isOpen && isThere;
}
