import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { pages } from "./scripts/pages";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [
    tanstackRouter({ target: "react", autoCodeSplitting: true, quoteStyle: "double", semicolons: true }),
    react(),
    pages(),
  ],
  resolve: { alias: { "@": here("./src") } },
  // The server puts the nonce of each answer in place of this word: PLACEHOLDER in src/http/site.rs.
  html: { cspNonce: "MUSTER-NONCE" },
  // A file that is inlined as data: would need a looser policy.
  build: {
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: here("./index.html"), begin: here("./src/api/begin.ts") },
      output: {
        codeSplitting: {
          groups: [
            // What begins the session is there before the rest.
            { name: "begin", test: /src\/api\/(begin|session)\.ts$/, priority: 1 },
            // What every first page needs comes in one file, in place of fifty that wait for each other.
            { name: "first", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": process.env.MUSTER_API ?? "http://127.0.0.1:8080" } },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://muster.test/" } },
    include: ["{src,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
  },
});
