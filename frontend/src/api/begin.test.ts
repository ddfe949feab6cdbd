import { beforeEach, expect, test, vi } from "vitest";

const NEXT = {
  session: "session_1",
  person: "person_1",
  name: "Ada",
  hat: "client",
  hats: ["client"],
  time_zone: "Europe/Prague",
  access_token: "access-2",
  expires_in: 600,
  refresh_token: "refresh-2",
};
const KEY = "muster-refresh-token";

/** Begins a page whose server gives these answers, one after the other. */
async function begin(...answers: (() => Promise<Response>)[]) {
  const fetch = vi.fn((_path: string, _init: RequestInit) => answers.shift()?.() ?? Promise.reject(new TypeError()));
  vi.stubGlobal("fetch", fetch);
  vi.resetModules();
  return { fetch, ...(await import("./begin")) };
}

const signedIn = async () => Response.json(NEXT);

beforeEach(() => {
  sessionStorage.clear();
  return () => vi.unstubAllGlobals();
});

test("whoever was signed in is asked for as the page begins, once for all who want to know", async () => {
  sessionStorage.setItem(KEY, "refresh-1");
  const { fetch, session, whoIsHere } = await begin(signedIn);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(fetch.mock.calls[0]?.[0]).toBe("/api/v1/sessions/refreshes");
  expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"token":"refresh-1"}');
  const { person, name, hat, hats, time_zone } = NEXT;
  expect(await whoIsHere()).toEqual({ person, name, hat, hats, time_zone });
  expect([session.access, sessionStorage.getItem(KEY)]).toEqual(["access-2", "refresh-2"]);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("a stranger's page asks for nobody", async () => {
  const { fetch, whoIsHere } = await begin();
  expect(await whoIsHere()).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
});

test("where nobody answered at first, whoever asks again asks anew", async () => {
  sessionStorage.setItem(KEY, "refresh-1");
  const { whoIsHere } = await begin(() => Promise.reject(new TypeError("Failed to fetch")), signedIn);
  await expect(whoIsHere()).rejects.toThrow(TypeError);
  expect((await whoIsHere())?.name).toBe("Ada");
});

test("a token that is refused is forgotten, and a fault is told as the server tells it", async () => {
  sessionStorage.setItem(KEY, "refresh-1");
  const fault = { type: "urn:muster:problem:internal", status: 500 };
  const { whoIsHere } = await begin(
    async () => Response.json(fault, { status: 500 }),
    async () => new Response("{}", { status: 401 }),
  );
  await expect(whoIsHere()).rejects.toEqual(fault);
  expect(sessionStorage.getItem(KEY)).toBe("refresh-1");
  expect(await whoIsHere()).toBeNull();
  expect(sessionStorage.getItem(KEY)).toBeNull();
});
