import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import { speak, startI18n } from "@/i18n";
import { NotYours } from "./NotYours";

const at = vi.hoisted(() => ({ path: "" }));
vi.mock("@tanstack/react-router", () => ({ useLocation: () => at.path }));
vi.mock("@/features/identity/useWho", () => ({ useWho: () => ({ hat: "client", hats: ["client", "member"] }) }));
vi.mock("./LinkButton", () => ({ LinkButton: () => null }));

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

/** What stands on a page that is refused to a client. */
function refusedAt(path: string): string {
  at.path = path;
  const { container, unmount } = render(
    <MantineProvider env="test">
      <NotYours code="forbidden" />
    </MantineProvider>,
  );
  const text = container.textContent ?? "";
  unmount();
  return text;
}

test("a page of another hat says whose it is; one of the hat that is worn, that a role is missing", () => {
  const other = refusedAt("/earnings");
  expect(other).toContain("Not for your hat");
  expect(other).toContain("It is for: member.");
  const role = refusedAt("/billing");
  expect(role).toContain("Not for your role");
  expect(role).toContain("This takes another role in your organisation.");
  expect(role).not.toContain("Not for your hat");
});
