import { defineConfig } from "@playwright/test";
import base from "./playwright.config";
import { MUSTER } from "./tests/e2e/support/network";
import { MEMBERS } from "./tests/measure/observe";

const { projects: _, webServer: __, ...shared } = base;

/** What the pages weigh and how fast they are. */
export default defineConfig({
  ...shared,
  testDir: "tests/measure",
  workers: 1,
  retries: 0,
  timeout: 900_000,
  webServer: {
    ...(Array.isArray(base.webServer) ? {} : base.webServer),
    command: `${MUSTER} demo ${MEMBERS ? `--members ${MEMBERS}` : ""} && exec ${MUSTER} serve`,
    timeout: 900_000,
  },
});
