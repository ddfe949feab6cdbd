import { MantineProvider } from "@mantine/core";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
  useRouter,
} from "@tanstack/react-router";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, expect, test } from "vitest";
import { mayLeave } from "@/app/leaving";
import { speak, startI18n } from "@/i18n";
import { UnsavedGuard } from "./UnsavedGuard";

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

/** A page on which two forms hold something, with a way out and an act that asks before it is done. */
function Forms() {
  const { history } = useRouter();
  const [answers, setAnswers] = useState<boolean[]>([]);
  const ask = async () => {
    const may = await mayLeave(history, "/policy");
    setAnswers((before) => [...before, may]);
  };
  return (
    <>
      <UnsavedGuard unsaved />
      <UnsavedGuard unsaved />
      <Link to="/policy">Elsewhere</Link>
      <button type="button" onClick={() => void ask()}>
        Sign out
      </button>
      <output>{answers.join(" ")}</output>
    </>
  );
}

async function show() {
  const root = createRootRoute({ component: Outlet });
  const here = createRoute({ getParentRoute: () => root, path: "/", component: Forms });
  const there = createRoute({ getParentRoute: () => root, path: "/policy", component: () => <p>The policy</p> });
  const router = createRouter({
    routeTree: root.addChildren([here, there]),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  render(
    <MantineProvider env="test">
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  await screen.findByRole("link", { name: "Elsewhere" });
  return userEvent.setup();
}

const LOADED = { timeout: 5_000 };
const answer = (name: string) => screen.findByRole("button", { name }, LOADED);

test("whoever leaves a page with two forms is asked once", async () => {
  const user = await show();
  await user.click(screen.getByRole("link", { name: "Elsewhere" }));
  await user.click(await answer("Leave without saving"));
  expect(await screen.findByText("The policy")).toBeVisible();
});

test("what is done on the way out asks first, and goes nowhere by itself", async () => {
  const user = await show();
  const act = screen.getByRole("button", { name: "Sign out" });
  const told = screen.getByRole("status");
  await user.click(act);
  await user.click(await answer("Stay here"));
  await expect.poll(() => told.textContent).toBe("false");
  await user.click(act);
  await user.click(await answer("Leave without saving"));
  await expect.poll(() => told.textContent).toBe("false true");
  expect(screen.getByRole("link", { name: "Elsewhere" })).toBeVisible();
});
