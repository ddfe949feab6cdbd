import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import type { Legal } from "@/api/generated";
import { privacyLegalQueryKey } from "@/api/generated/@tanstack/react-query.gen";
import { speak, startI18n } from "@/i18n";
import { LegalLinks } from "./LegalLinks";

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

/** What is linked where the network has these pages: each link's words and address. */
function linked(legal: Legal) {
  const queries = new QueryClient();
  queries.setQueryData(privacyLegalQueryKey(), legal);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <LegalLinks />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return screen.queryAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
}

test("every page that the network has is linked", () => {
  expect(
    linked({
      imprint: "https://example.org/imprint",
      privacy: "https://example.org/privacy",
      conditions: { version: "2026-11", address: "https://example.org/conditions" },
    }),
  ).toEqual([
    ["Imprint", "https://example.org/imprint"],
    ["Privacy notice", "https://example.org/privacy"],
    ["Conditions", "https://example.org/conditions"],
  ]);
});

test("what the network does not have is not linked", () => {
  expect(linked({ imprint: "https://example.org/imprint", privacy: null, conditions: null })).toEqual([
    ["Imprint", "https://example.org/imprint"],
  ]);
});
