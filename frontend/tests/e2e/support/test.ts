import { test as base, expect, type Page } from "@playwright/test";
import { PASSWORD } from "./people";

interface Expectations {
  /** What the browser logs when a journey provokes a refusal: the one thing that may stand in the console. */
  provoked: RegExp | null;
}

/** A test whose page fails it on any message in the console, uncaught error, or breach of the policy. */
export const test = base.extend<Expectations>({
  provoked: [null, { option: true }],
  page: async ({ page, provoked }, use) => {
    const faults: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !provoked?.test(message.text())) {
        faults.push(message.text());
      }
    });
    page.on("pageerror", (error) => faults.push(String(error)));
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

/** Signs in through the page. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
