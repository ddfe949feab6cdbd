import "@mantine/core/styles.css";
import "@fontsource-variable/inter";
import "./app/global.css";

import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "./api/client";
import { letters } from "./app/letters";
import { watchForNewVersion } from "./app/newVersion";
import { adoptNonce } from "./app/nonce";
import { queryClient } from "./app/queryClient";
import { router } from "./app/router";
import { Toasts } from "./app/Toasts";
import { resolveVariables, theme } from "./app/theme";
import { startI18n } from "./i18n";

async function start() {
  const nonce = adoptNonce();
  watchForNewVersion();
  connect();
  // What is drawn first is the page with its words, in its letters: a placeholder that React draws once stays for a third of
  // a second.
  await Promise.all([router.load(), startI18n(wordsOfThisPage()), letters()]);
  const root = document.getElementById("root");
  if (!root) {
    throw new Error("index.html has an element with the id root");
  }
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

/** The parts of the catalogue that this page speaks from, where the server has named them. */
function wordsOfThisPage(): string[] | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="words"]')?.content.split(" ");
}

void start();
