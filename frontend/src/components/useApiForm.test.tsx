import { MantineProvider, TextInput } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test, vi } from "vitest";
import type { KnownProblem } from "@/api/problem";
import { speak, startI18n } from "@/i18n";
import { ApiForm } from "./ApiForm";
import { useApiForm } from "./useApiForm";

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

type Send = (values: { name: string }) => Promise<unknown>;
type Refused = (problem: KnownProblem) => string;

function Form({ send, refused }: { send: Send; refused?: Refused }) {
  const { field, ...frame } = useApiForm({
    initial: { name: "" },
    rules: { name: { right: (text) => text !== "", wrong: "Enter a name.", refused } },
    send,
  });
  return (
    <ApiForm {...frame} verb="Send">
      <TextInput label="Name" {...field("name")} />
    </ApiForm>
  );
}

function show(send: Send, refused?: Refused) {
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Form send={send} refused={refused} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return userEvent.setup();
}

const problem = (code: string, fields: object[] = []) => ({ type: `urn:muster:problem:${code}`, status: 422, fields });

test("what is wrong is told before anything is sent, beside the field and above the form", async () => {
  const send = vi.fn();
  const user = show(send);
  await user.click(screen.getByRole("button"));
  expect(screen.getByRole("alert")).toHaveFocus();
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Enter a name.");
  await user.click(screen.getByRole("link", { name: "Enter a name." }));
  expect(screen.getByLabelText("Name")).toHaveFocus();
  expect(send).not.toHaveBeenCalled();
});

test("a field that the server refuses is told in the same places", async () => {
  const user = show(() => Promise.reject(problem("invalid", [{ field: "name", value: "Bo", expected: "longer" }])));
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button"));
  expect(await screen.findByRole("link", { name: "Enter a name." })).toBeVisible();
});

test("what only the server can tell of a field has a sentence of its own", async () => {
  const refusal = problem("breached-password", [{ field: "name", value: "Bo", expected: "longer" }]);
  const user = show(
    () => Promise.reject(refusal),
    ({ code }) => `Refused: ${code}.`,
  );
  await user.click(screen.getByRole("button"));
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Enter a name.");
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button"));
  expect(await screen.findByRole("link", { name: "Refused: breached-password." })).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Refused: breached-password.");
});

test("a refusal of the whole is told in words, and what was typed is kept", async () => {
  const user = show(() => Promise.reject(problem("token-spent")));
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button"));
  expect(await screen.findByText("This link was used already or is older than a day.")).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveValue("Bo");
});
