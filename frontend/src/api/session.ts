import type { Session } from "./generated";

/** Who is signed in, as pages see it: a session without its tokens. */
export type SignedIn = Pick<Session, "person" | "name" | "hat" | "hats" | "time_zone">;

interface Wiring {
  /** Where the refresh token outlives a reload. */
  storage: Storage;
  /** Trades a refresh token for a new session, or for nothing where it is refused. Throws where nobody answers. */
  refresh: (token: string) => Promise<Session | null>;
  /** To the other tabs that began as a copy of this one. */
  tabs?: BroadcastChannel;
}

/** What one tab tells its copies. */
interface Renewed {
  spent: string;
  session: Session;
}

const KEY = "muster-refresh-token";

/**
 * Holds the tokens of the session.
 *
 * The access token lives in memory only: it is gone with the page, and no other script finds it in a store. The refresh
 * token is in sessionStorage, so that a reload does not sign anybody out; it ends with the tab. A script that could run
 * here could read it, which is why the page's policy lets no foreign script run. A later step may move it to an HttpOnly
 * cookie, which takes routes of their own and a guard against cross-site requests.
 *
 * A refresh token is good once, and one that comes back ends its session on the server. So requests that fail together
 * share one refresh, and a tab that was duplicated, token and all, is told the new one.
 */
export class SessionKeeper {
  /** Told whenever somebody signs in, changes hats or is signed out. */
  changed: (who: SignedIn | null) => void = () => undefined;
  readonly #wiring: Wiring;
  #access: string | undefined;
  #who: SignedIn | null = null;
  #renewing: Promise<SignedIn | null> | undefined;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    wiring.tabs?.addEventListener("message", (event: MessageEvent<Renewed>) => {
      if (event.data.spent === wiring.storage.getItem(KEY)) {
        this.#hold(event.data.session);
      }
    });
  }

  /** The access token to send, if there is one. */
  get access(): string | undefined {
    return this.#access;
  }

  /** Who is signed in, if anybody is. */
  get who(): SignedIn | null {
    return this.#who;
  }

  /** Holds a new session. */
  keep(session: Session): SignedIn {
    const spent = this.#wiring.storage.getItem(KEY);
    if (spent) {
      this.#wiring.tabs?.postMessage({ spent, session } satisfies Renewed);
    }
    return this.#hold(session);
  }

  /** Keeps nothing to go on with: a page that is loaded anew is nobody's. This one goes on until the session is forgotten. */
  letGo(): void {
    this.#wiring.storage.removeItem(KEY);
  }

  /** Forgets the session. */
  forget(): void {
    this.#access = undefined;
    this.#who = null;
    this.letGo();
    this.changed(null);
  }

  /** Goes on with the session that the refresh token names: who is signed in, or nobody. */
  renew(): Promise<SignedIn | null> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<SignedIn | null> {
    const token = this.#wiring.storage.getItem(KEY);
    if (!token) {
      return null;
    }
    const session = await this.#wiring.refresh(token);
    // Meanwhile somebody may have signed in or out here, or another tab was faster: what they did stands.
    if (this.#wiring.storage.getItem(KEY) !== token) {
      return this.#who;
    }
    if (session) {
      return this.keep(session);
    }
    this.forget();
    return null;
  }

  #hold(session: Session): SignedIn {
    this.#access = session.access_token;
    this.#wiring.storage.setItem(KEY, session.refresh_token);
    const { person, name, hat, hats, time_zone } = session;
    const who = { person, name, hat, hats, time_zone };
    this.#who = who;
    this.changed(who);
    return who;
  }
}

/**
 * Sends a request. Where the access token has expired, renews the session and sends it once more.
 * A second 401 is the answer.
 */
export function renewing(session: SessionKeeper, send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const again = request.clone();
    const answer = await send(request);
    const sent = request.headers.get("Authorization");
    if (answer.status !== 401 || !sent) {
      return answer;
    }
    const isRenewedAlready = session.access !== undefined && sent !== `Bearer ${session.access}`;
    if (!isRenewedAlready && !(await session.renew())) {
      return answer;
    }
    again.headers.set("Authorization", `Bearer ${session.access}`);
    return send(again);
  };
}
