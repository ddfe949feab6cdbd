import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    tanstackRouter({ target: "react", autoCodeSplitting: true, quoteStyle: "double", semicolons: true }),
    react(),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The server puts the nonce of each answer in place of this word: PLACEHOLDER in src/http/site.rs.
  html: { cspNonce: "MUSTER-NONCE" },
  // A file that is inlined as data: would need a looser policy.
  build: {
    assetsInlineLimit: 0,
    // What every first page needs comes in one file, in place of fifty that wait for each other.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  server: { proxy: { "/api": process.env.MUSTER_API ?? "http://127.0.0.1:8080" } },
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://muster.test/" } },
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
  },
});
