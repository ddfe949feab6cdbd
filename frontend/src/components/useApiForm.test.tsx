import { TextInput } from "@mantine/core";
import { screen } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import type { KnownProblem } from "@/api/problem";
import { speak, startI18n } from "@/i18n";
import { showOnAPage } from "../../tests/onAPage";
import { ApiForm } from "./ApiForm";
import { useApiForm } from "./useApiForm";

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

type Send = (values: { name: string }) => Promise<unknown>;
type Refused = (problem: KnownProblem) => string;

interface Props {
  send: Send;
  refused?: Refused;
  isBrief?: boolean;
}

function Form({ send, refused, isBrief }: Props) {
  const { field, ...frame } = useApiForm({
    initial: { name: "" },
    rules: { name: { right: (text) => text !== "", wrong: "Enter a name.", refused } },
    send,
  });
  return (
    <ApiForm {...frame} verb="Send" isBrief={isBrief}>
      <TextInput label="Name" {...field("name")} />
    </ApiForm>
  );
}

const show = (props: Props) => showOnAPage(<Form {...props} />);

const problem = (code: string, fields: object[] = []) => ({ type: `urn:muster:problem:${code}`, status: 422, fields });

test("what is wrong is told before anything is sent, beside the field and above the form", async () => {
  const send = vi.fn();
  const user = await show({ send });
  await user.click(screen.getByRole("button"));
  expect(screen.getByRole("alert")).toHaveFocus();
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Enter a name.");
  await user.click(screen.getByRole("link", { name: "Enter a name." }));
  expect(screen.getByLabelText("Name")).toHaveFocus();
  expect(send).not.toHaveBeenCalled();
});

test("a field that the server refuses is told in the same places", async () => {
  const refusal = problem("invalid", [{ field: "name", value: "Bo", expected: "longer" }]);
  const user = await show({ send: () => Promise.reject(refusal) });
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button"));
  expect(await screen.findByRole("link", { name: "Enter a name." })).toBeVisible();
});

test("what only the server can tell of a field has a sentence of its own", async () => {
  const refusal = problem("breached-password", [{ field: "name", value: "Bo", expected: "longer" }]);
  const user = await show({ send: () => Promise.reject(refusal), refused: ({ code }) => `Refused: ${code}.` });
  await user.click(screen.getByRole("button"));
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Enter a name.");
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button"));
  expect(await screen.findByRole("link", { name: "Refused: breached-password." })).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("Refused: breached-password.");
});

test("a refusal of the whole is told in words, and what was typed is kept", async () => {
  const user = await show({ send: () => Promise.reject(problem("token-spent")) });
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button"));
  expect(await screen.findByText("This link was used already or is older than a day.")).toBeVisible();
  expect(screen.getByLabelText("Name")).toHaveValue("Bo");
});

const LOADED = { timeout: 5_000 };
const leave = () => screen.getByRole("link", { name: "Elsewhere" });

test("whoever leaves with something typed is asked, and may stay or go", async () => {
  const user = await show({ send: () => Promise.reject(problem("busy")) });
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(screen.getByRole("button", { name: "Send" }));
  await screen.findByRole("alert");
  await user.click(leave());
  await user.click(await screen.findByRole("button", { name: "Stay here" }, LOADED));
  expect(screen.getByLabelText("Name")).toHaveValue("Bo");
  await user.click(leave());
  await user.click(await screen.findByRole("button", { name: "Leave without saving" }, LOADED));
  expect(await screen.findByText("The policy")).toBeVisible();
});

test("whoever changed nothing, or sent it, is not asked", async () => {
  const user = await show({ send: () => Promise.resolve() });
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.clear(screen.getByLabelText("Name"));
  await user.type(screen.getByLabelText("Name"), "Bea");
  await user.click(screen.getByRole("button", { name: "Send" }));
  await user.click(leave());
  expect(await screen.findByText("The policy")).toBeVisible();
});

test("a form of passwords and codes is left without a question", async () => {
  const user = await show({ send: () => Promise.resolve(), isBrief: true });
  await user.type(screen.getByLabelText("Name"), "Bo");
  await user.click(leave());
  expect(await screen.findByText("The policy")).toBeVisible();
});
