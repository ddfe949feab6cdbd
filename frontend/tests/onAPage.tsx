import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";

/** Draws something on a page with a link, “Elsewhere”, to another one, “The policy”. */
export async function showOnAPage(shown: ReactNode) {
  const root = createRootRoute({ component: Outlet });
  const here = createRoute({
    getParentRoute: () => root,
    path: "/",
    component: () => (
      <>
        {shown}
        <Link to="/policy">Elsewhere</Link>
      </>
    ),
  });
  const there = createRoute({ getParentRoute: () => root, path: "/policy", component: () => <p>The policy</p> });
  const router = createRouter({
    routeTree: root.addChildren([here, there]),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByRole("link", { name: "Elsewhere" });
  return userEvent.setup();
}
