import { test as base, expect, type Page } from "@playwright/test";
import { type Caller, PASSWORD } from "./people";

/** Where a page keeps what it renews its session with. */
const SESSION = "muster-refresh-token";

interface Expectations {
  /** What the browser logs when a journey provokes a refusal: the one thing that may stand in the console. */
  provoked: RegExp | null;
}

/** For what the engine answers only once it has formed teams anew, which takes its time in a debug build. */
export const FORMING = { timeout: 30_000 };

/** A test whose page fails it on any message in the console, uncaught error, or breach of the policy. */
export const test = base.extend<Expectations>({
  provoked: [null, { option: true }],
  page: async ({ page, provoked }, use) => {
    const faults: string[] = [];
    page.on("console", (message) => {
      const text = `${message.text()} at ${message.location().url}`;
      if (["error", "warning"].includes(message.type()) && !provoked?.test(text)) {
        faults.push(text);
      }
    });
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI || event.sample}`);
      });
    });
    await use(page);
    expect(faults, "messages in the console").toEqual([]);
  },
});

export { expect };

/** Opens a page as somebody, without the form: what a session is renewed with is all that a page needs. */
export async function enter(page: Page, who: Caller, path: string): Promise<void> {
  const { refresh_token } = await who.signIn();
  const put = ([key, token]: [string, string]) => {
    // Once: what the page keeps there afterwards is its own.
    if (sessionStorage.getItem(token) === null) {
      sessionStorage.setItem(token, "entered");
      sessionStorage.setItem(key, token);
    }
  };
  await page.addInitScript(put, [SESSION, refresh_token] as [string, string]);
  await page.goto(path);
}

/** Signs in through the form. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Goes to pages that are not for the hat somebody wears: each says so, and shows nothing else. */
export async function expectForbidden(page: Page, paths: string[]): Promise<void> {
  // A page that is left while it renews its session ends it.
  await expect(page.getByRole("button", { name: /^Account of/ })).toBeVisible();
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByText("This is not for the hat you wear.").first(), path).toBeVisible();
  }
}
