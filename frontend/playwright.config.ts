import { defineConfig } from "@playwright/test";
import { isRunning, MUSTER, settings, url } from "./tests/e2e/support/network";

const CHROMIUM = process.env.E2E_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Journeys against the real server, each run on a demo network of its own. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/traces",
  globalTeardown: "./tests/e2e/support/teardown.ts",
  reporter: [["list"]],
  // A journey holds at the first try, or what keeps it from holding is to be found.
  retries: 0,
  // Tests wait more than they work.
  workers: 2,
  // The server under test may be a debug build that shares two cores with two browsers. What holds is waited for no longer.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The pages are looked at first, as the demo network begins; the journeys then go on from there.
  projects: [
    { name: "pages", testMatch: "sweep.spec.ts" },
    { name: "journeys", testIgnore: "sweep.spec.ts" },
  ],
  use: {
    baseURL: url,
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    viewport: { width: 1280, height: 900 },
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: { executablePath: CHROMIUM, args: FLAGS.split(" ") },
  },
  webServer: {
    command: `${MUSTER} demo && exec ${MUSTER} serve`,
    url: `${url}/ready`,
    env: settings,
    reuseExistingServer: isRunning,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
    timeout: 300_000,
  },
});
