import { MantineProvider } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { lazy } from "react";
import { beforeAll, expect, test } from "vitest";
import { speak, startI18n } from "@/i18n";
import { Coming, Loaded } from "./Loaded";

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

/** What stands above a line, that of a page whose parts come later. */
const above = () => screen.getByText("below").previousElementSibling;

test("what was read stands where it was waited for, so that what is below is shown again", () => {
  const page = (query: object) => (
    <MantineProvider env="test">
      <Loaded query={query as UseQueryResult<string, unknown>}>{(word) => word}</Loaded>
      <p>below</p>
    </MantineProvider>
  );
  const { rerender } = render(page({ isPending: true }));
  const place = above();
  expect(place).toContainElement(screen.getByRole("status"));
  rerender(page({ isPending: false, data: "read" }));
  expect(screen.queryByRole("status")).toBeNull();
  expect(above()).toBe(place);
  expect(place).toHaveTextContent("read");
});

test("a part that comes later is waited for where it will stand", async () => {
  let come: (part: { default: () => string }) => void = () => undefined;
  const Part = lazy(
    () =>
      new Promise<{ default: () => string }>((resolve) => {
        come = resolve;
      }),
  );
  render(
    <MantineProvider env="test">
      <Coming>
        <Part />
      </Coming>
      <p>below</p>
    </MantineProvider>,
  );
  const place = above();
  expect(place).toContainElement(screen.getByRole("status"));
  come({ default: () => "come" });
  await screen.findByText("come");
  expect(above()).toBe(place);
});
