/** As global.css names it. */
const FONT = '1em "Inter Variable"';

/** How long a page is held back for its letters, in milliseconds, where they do not come. */
const PATIENCE = 300;

/**
 * Until the letters are there that `index.html` fetches first. Those that stand in for them are wider: a line of them may be
 * two, and all that is below it would jump as they are replaced.
 */
export async function letters(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  // Where they fail to come, the page is read in those that stand in.
  await Promise.race([document.fonts.load(FONT).catch(() => undefined), late]);
}
