/** What the server asks of the fields of identity, so that a page can say it before it sends them. */

function isWithin(text: string, least: number, most: number): boolean {
  const length = [...text.trim()].length;
  return least <= length && length <= most;
}

/** Whether the text has the shape of an e-mail address. Whether it is one, only a mail to it shows. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text.trim()) && text.length <= 254;
}

/** Whether a new password is long enough and not too long. White space counts. */
export function isNewPassword(text: string): boolean {
  const length = [...text].length;
  return 12 <= length && length <= 200;
}

/** Whether a person may be called so. */
export function isName(text: string): boolean {
  return isWithin(text, 1, 100);
}

/** Whether an organisation may be called so. */
export function isOrganisation(text: string): boolean {
  return isWithin(text, 1, 200);
}

/** Whether anything was entered at all. */
export function isPresent(text: string): boolean {
  return text !== "";
}
