import { afterEach, expect, test, vi } from "vitest";
import { knowsPasskeys, makePasskey, showPasskey } from "./passkeys";

/** A browser's passkey, of before browsers knew JSON. */
class OldCredential {
  id = "-_8";
  readonly response: object;
  constructor(response: object) {
    this.response = response;
  }
}

function browser(answer: () => Promise<unknown>): (method: "create" | "get") => unknown {
  const asked = { create: vi.fn(answer), get: vi.fn(answer) };
  vi.stubGlobal("PublicKeyCredential", OldCredential);
  vi.stubGlobal("navigator", { credentials: asked });
  return (method) => (asked[method].mock.calls as unknown[][])[0]?.[0];
}

function buffer(...bytes: number[]): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

afterEach(() => vi.unstubAllGlobals());

test("a browser that knows no JSON is asked in bytes, and what it shows is told in JSON", async () => {
  const response = {
    clientDataJSON: buffer(251, 255),
    authenticatorData: buffer(1),
    signature: buffer(2),
    userHandle: buffer(3),
  };
  const asked = browser(async () => new OldCredential(response));
  const shown = await showPasskey({ challenge: "-_8", rpId: "muster.example", timeout: 300_000 });
  expect(asked("get")).toStrictEqual({
    publicKey: {
      challenge: buffer(251, 255),
      rpId: "muster.example",
      timeout: 300_000,
      userVerification: "required",
    },
  });
  expect(shown).toEqual({
    id: "-_8",
    rawId: "-_8",
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: "-_8", authenticatorData: "AQ", signature: "Ag", userHandle: "Aw" },
  });
});

test("so is one that makes a passkey", async () => {
  const response = { clientDataJSON: buffer(1), attestationObject: buffer(2), getTransports: () => ["internal"] };
  const asked = browser(async () => new OldCredential(response));
  const made = await makePasskey({
    rp: { id: "muster.example", name: "Muster" },
    user: { id: "AQ", name: "ada", displayName: "Ada" },
    challenge: "Ag",
    pubKeyCredParams: [],
    excludeCredentials: [{ type: "public-key", id: "Aw", transports: ["usb"] }],
  });
  const { publicKey } = asked("create") as CredentialCreationOptions;
  expect(publicKey?.user).toStrictEqual({ id: buffer(1), name: "ada", displayName: "Ada" });
  expect(publicKey?.challenge).toStrictEqual(buffer(2));
  expect(publicKey?.excludeCredentials).toStrictEqual([{ type: "public-key", id: buffer(3), transports: ["usb"] }]);
  expect(made.response).toEqual({ clientDataJSON: "AQ", attestationObject: "Ag", transports: ["internal"] });
});

test.each([
  ["NotAllowedError", "passkey-cancelled"],
  ["InvalidStateError", "passkey-held"],
  ["SecurityError", "passkey-elsewhere"],
  ["NotSupportedError", "passkey-unfit"],
])("%s is told as %s", async (name, code) => {
  browser(async () => {
    throw new DOMException("", name);
  });
  await expect(showPasskey({ challenge: "AQ" })).rejects.toMatchObject({ type: `urn:muster:problem:${code}` });
});

test("a page that came without safety, or by a number, has no passkeys", () => {
  vi.stubGlobal("PublicKeyCredential", OldCredential);
  const at = (hostname: string, isSecureContext: boolean) => {
    vi.stubGlobal("location", { hostname });
    vi.stubGlobal("isSecureContext", isSecureContext);
    return knowsPasskeys();
  };
  expect(at("muster.example", true)).toBe(true);
  expect(at("localhost", true)).toBe(true);
  expect(at("muster.example", false)).toBe(false);
  expect(at("127.0.0.1", true)).toBe(false);
  expect(at("[::1]", true)).toBe(false);
});
