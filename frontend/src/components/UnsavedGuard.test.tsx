import { useRouter } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { useState } from "react";
import { beforeAll, expect, test } from "vitest";
import { mayLeave } from "@/app/leaving";
import { speak, startI18n } from "@/i18n";
import { showOnAPage } from "../../tests/onAPage";
import { UnsavedGuard } from "./UnsavedGuard";

beforeAll(async () => {
  await startI18n();
  await speak("en");
});

/** Two forms that hold something, and an act that asks before it is done. */
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
      <button type="button" onClick={() => void ask()}>
        Sign out
      </button>
      <output>{answers.join(" ")}</output>
    </>
  );
}

const show = () => showOnAPage(<Forms />);

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
