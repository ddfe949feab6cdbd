import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { letters } from "./letters";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a page is still held back `ms` after it asked for letters that come like this. */
async function isHeld(coming: Promise<FontFace[]>, ms: number): Promise<boolean> {
  Object.assign(document.fonts, { load: () => coming });
  let held = true;
  void letters().then(() => {
    held = false;
  });
  await vi.advanceTimersByTimeAsync(ms);
  return held;
}

test("a page is drawn as soon as its letters are there", async () => {
  expect(await isHeld(Promise.resolve([]), 0)).toBe(false);
});

test("a page waits for letters that are on their way, and not for ever", async () => {
  const never = new Promise<FontFace[]>(() => undefined);
  expect(await isHeld(never, 299)).toBe(true);
  expect(await isHeld(never, 300)).toBe(false);
});

test("a page is drawn without letters that fail to come", async () => {
  expect(await isHeld(Promise.reject(new Error("no line")), 0)).toBe(false);
});
