import { setNonce } from "get-nonce";

/**
 * Reads the nonce of this page and hands it to those who add styles at run time. The server puts a fresh one into each
 * answer and into its policy; a style without it is not applied.
 */
export function adoptNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  const nonce = meta?.nonce ?? "";
  setNonce(nonce);
  return nonce;
}
