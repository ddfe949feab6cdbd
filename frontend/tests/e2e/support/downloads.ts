import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";

/** What the browser keeps after a press: the name of the file, and what is in it. */
export async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** A PDF, which begins with its sign. */
export function expectPdf({ name, bytes }: { name: string; bytes: Buffer }): void {
  expect(name).toMatch(/\.pdf$/);
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.length).toBeGreaterThan(1_000);
}
