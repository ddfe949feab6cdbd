import { expect, test } from "vitest";
import { asProblem, withRequest } from "./problem";

const FAULT = { type: "urn:muster:problem:internal", title: "Internal", status: 500, detail: "It was logged." };
const named = new Response(null, { status: 500, headers: { "x-request-id": "5c1a" } });

test("a problem is known with the name that the server's log has for its request", () => {
  expect(asProblem(withRequest(FAULT, named))).toEqual({
    code: "internal",
    detail: "It was logged.",
    fields: [],
    passing: true,
    request: "5c1a",
  });
});

test("what has no name keeps what it was", () => {
  const gone = new TypeError("Failed to fetch");
  expect(withRequest(gone, undefined)).toBe(gone);
  expect(withRequest("<html>", named)).toBe("<html>");
  expect(withRequest(FAULT, new Response())).toBe(FAULT);
});
