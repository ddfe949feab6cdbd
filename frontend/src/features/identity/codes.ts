/** What the server asks of codes, so that a page can say it before it sends them. Spaces and dashes do not count. */

function signs(text: string): string {
  return text.replaceAll(/[\s-]/g, "");
}

/** Whether an app shows codes of this shape. */
export function isAppCode(text: string): boolean {
  return /^\d{6}$/.test(signs(text));
}

/** Whether recovery codes have this shape. */
export function isRecoveryCode(text: string): boolean {
  return /^[a-z2-7]{24}$/i.test(signs(text));
}

/** Whether it may be one or the other. */
export function isCode(text: string): boolean {
  return isAppCode(text) || isRecoveryCode(text);
}
