import { defineConfig } from "@playwright/test";
import { bind, data, url } from "./tests/e2e/support/network";

const CHROMIUM = process.env.E2E_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** Journeys against the real server, each run on an empty network of its own. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/traces",
  globalTeardown: "./tests/e2e/support/teardown.ts",
  reporter: [["list"]],
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: url,
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { executablePath: CHROMIUM, args: FLAGS.split(" ") },
  },
  webServer: {
    command: "../target/debug/muster serve",
    url: `${url}/ready`,
    env: { MUSTER_BIND: bind, MUSTER_DATA: data, MUSTER_LOG: "warn" },
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
    timeout: 30_000,
  },
});
