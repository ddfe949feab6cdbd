import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Session } from "./generated";
import { renewing, SessionKeeper } from "./session";

const ADA: Session = {
  session: "session_1",
  person: "person_1",
  name: "Ada",
  hat: "client",
  hats: ["client"],
  time_zone: "Europe/Prague",
  access_token: "access-1",
  expires_in: 600,
  refresh_token: "refresh-1",
};
const NEXT = { ...ADA, access_token: "access-2", refresh_token: "refresh-2" };
const KEY = "muster-refresh-token";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => sessionStorage.clear());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

function keeper(refresh: (token: string) => Promise<Session | null>) {
  const changed = vi.fn();
  const session = new SessionKeeper({ storage: sessionStorage, refresh });
  session.changed = changed;
  return { session, changed };
}

/** A server that takes one access token and counts what it is asked. */
function guarded(accepted: string) {
  const asked = { count: 0 };
  server.use(
    http.post("http://muster.test/thing", async ({ request }) => {
      asked.count += 1;
      const isFine = request.headers.get("Authorization") === `Bearer ${accepted}`;
      return isFine ? HttpResponse.json(await request.json()) : new HttpResponse(null, { status: 401 });
    }),
  );
  return asked;
}

function ask(session: SessionKeeper, token: string | undefined) {
  const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  return renewing(session, fetch)("http://muster.test/thing", { method: "POST", headers, body: '{"kept":true}' });
}

describe("a session", () => {
  test("keeps the access token in memory and the refresh token in this tab's storage", () => {
    const { session, changed } = keeper(async () => null);
    session.keep(ADA);
    expect(session.access).toBe("access-1");
    expect({ ...sessionStorage }).toEqual({ [KEY]: "refresh-1" });
    const { person, name, hat, hats, time_zone } = ADA;
    expect(changed).toHaveBeenLastCalledWith({ person, name, hat, hats, time_zone });
  });

  test("goes on after a reload with the refresh token, and is asked for once however many want it", async () => {
    sessionStorage.setItem(KEY, "refresh-1");
    const refresh = vi.fn(async () => NEXT);
    const { session } = keeper(refresh);
    const both = await Promise.all([session.renew(), session.renew()]);
    expect(both.map((who) => who?.name)).toEqual(["Ada", "Ada"]);
    expect(refresh.mock.calls).toEqual([["refresh-1"]]);
    expect(sessionStorage.getItem(KEY)).toBe("refresh-2");
  });

  test("ends when the server refuses its refresh token, and not when the server cannot be reached", async () => {
    sessionStorage.setItem(KEY, "refresh-1");
    const refresh = vi.fn<() => Promise<Session | null>>().mockRejectedValueOnce(new TypeError("Failed to fetch"));
    const { session, changed } = keeper(refresh.mockResolvedValue(null));
    await expect(session.renew()).rejects.toThrow(TypeError);
    expect(sessionStorage.getItem(KEY)).toBe("refresh-1");
    await expect(session.renew()).resolves.toBeNull();
    expect(sessionStorage.getItem(KEY)).toBeNull();
    expect(changed).toHaveBeenLastCalledWith(null);
  });

  test("stays ended when somebody signs out while it is being renewed", async () => {
    sessionStorage.setItem(KEY, "refresh-1");
    let answer: (session: Session) => void = () => {};
    const { session } = keeper(() => new Promise((resolve) => (answer = resolve)));
    const renewed = session.renew();
    session.forget();
    answer(NEXT);
    await expect(renewed).resolves.toBeNull();
    expect([session.access, sessionStorage.getItem(KEY)]).toEqual([undefined, null]);
  });

  test("is the same in a tab that was duplicated: the copy learns the new tokens", async () => {
    const storages = [new MemoryStorage(), new MemoryStorage()];
    const [first, copy] = storages.map((storage) => {
      storage.setItem(KEY, "refresh-1");
      const tabs = new BroadcastChannel("test");
      return new SessionKeeper({ storage, refresh: async () => NEXT, tabs });
    });
    await first?.renew();
    await vi.waitFor(() => expect(copy?.access).toBe("access-2"));
    expect(storages[1]?.getItem(KEY)).toBe("refresh-2");
  });
});

describe("a request", () => {
  test("whose access token has expired is sent once more, body and all, with a new one", async () => {
    const asked = guarded("access-2");
    const { session } = keeper(async () => NEXT);
    session.keep(ADA);
    const answer = await ask(session, "access-1");
    expect([answer.status, await answer.json()]).toEqual([200, { kept: true }]);
    expect(asked.count).toBe(2);
  });

  test("that fails beside others shares one renewal with them", async () => {
    guarded("access-2");
    const refresh = vi.fn(async () => NEXT);
    const { session } = keeper(refresh);
    session.keep(ADA);
    const answers = await Promise.all([1, 2, 3].map(() => ask(session, "access-1")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test("that comes late, after the renewal of others, uses the new token at once", async () => {
    guarded("access-2");
    const refresh = vi.fn(async () => null);
    const { session } = keeper(refresh);
    session.keep(NEXT);
    expect((await ask(session, "access-1")).status).toBe(200);
    expect(refresh).not.toHaveBeenCalled();
  });

  test("is answered with the refusal when the new token is refused as well: there is no third time", async () => {
    const asked = guarded("nobody's");
    const { session } = keeper(async () => NEXT);
    session.keep(ADA);
    expect((await ask(session, "access-1")).status).toBe(401);
    expect(asked.count).toBe(2);
  });

  test("without a token, such as a sign-in with a wrong password, is answered as it is", async () => {
    const asked = guarded("access-1");
    const refresh = vi.fn(async () => NEXT);
    const { session } = keeper(refresh);
    expect((await ask(session, undefined)).status).toBe(401);
    expect([asked.count, refresh.mock.calls.length]).toEqual([1, 0]);
  });
});

/** A storage of its own, as each tab has one. */
class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  get length() {
    return this.#items.size;
  }
  clear() {
    this.#items.clear();
  }
  getItem(key: string) {
    return this.#items.get(key) ?? null;
  }
  key(index: number) {
    return [...this.#items.keys()][index] ?? null;
  }
  removeItem(key: string) {
    this.#items.delete(key);
  }
  setItem(key: string, value: string) {
    this.#items.set(key, value);
  }
}
