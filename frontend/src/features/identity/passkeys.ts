import type { Problem } from "@/api/generated";

/** What the server asks of a browser, and what the browser says to it. */
export type PasskeyJson = { [key: string]: unknown };

/** Whether this browser can have passkeys here: it knows them, and the page came safely and by a name. */
export function knowsPasskeys(): boolean {
  const isNumber = /^[\d.]+$|:/.test(location.hostname);
  return window.isSecureContext && "PublicKeyCredential" in window && !isNumber;
}

/** Has the browser make a passkey as the server asks; throws a problem where it does not. */
export function makePasskey(options: PasskeyJson): Promise<PasskeyJson> {
  const asked = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  return answered(() => navigator.credentials.create({ publicKey: toMake(asked) }));
}

/** Has the browser show a passkey as the server asks; throws a problem where it does not. */
export function showPasskey(options: PasskeyJson): Promise<PasskeyJson> {
  const asked = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  return answered(() => navigator.credentials.get({ publicKey: toShow(asked) }));
}

async function answered(ask: () => Promise<Credential | null>): Promise<PasskeyJson> {
  const credential = await attempt(ask);
  if (!(credential instanceof PublicKeyCredential)) {
    throw problem("");
  }
  return told(credential);
}

async function attempt(ask: () => Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await ask();
  } catch (error) {
    throw problem(error instanceof DOMException ? error.name : "");
  }
}

/** Why browsers give no passkey, by the names of their exceptions. */
const REASONS: Partial<Record<string, string>> = {
  // They do not say whether somebody cancelled it, let it wait, or has none.
  NotAllowedError: "passkey-cancelled",
  AbortError: "passkey-cancelled",
  InvalidStateError: "passkey-held",
  SecurityError: "passkey-elsewhere",
};

/** A refusal by the browser, told where those of the server are. */
function problem(name: string): Problem {
  const code = REASONS[name] ?? "passkey-unfit";
  return { type: `urn:muster:problem:${code}`, title: "No passkey", status: 400, detail: name };
}

// Browsers from before 2025 read and write no JSON: for these it is done here.

function toMake(json: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function") {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  }
  return {
    rp: json.rp,
    user: { ...json.user, id: bytes(json.user.id) },
    challenge: bytes(json.challenge),
    pubKeyCredParams: json.pubKeyCredParams,
    timeout: json.timeout,
    excludeCredentials: json.excludeCredentials?.map(described),
    authenticatorSelection: json.authenticatorSelection,
    attestation: "none",
  };
}

function toShow(json: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  if (typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function") {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  }
  return { rpId: json.rpId, challenge: bytes(json.challenge), timeout: json.timeout, userVerification: "required" };
}

function described({ id, transports }: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor {
  return { type: "public-key", id: bytes(id), transports: transports as AuthenticatorTransport[] | undefined };
}

function told(credential: PublicKeyCredential): PasskeyJson {
  if (typeof credential.toJSON === "function") {
    return { ...credential.toJSON() };
  }
  const { id, response } = credential;
  return {
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: text(response.clientDataJSON), ...own(response) },
  };
}

function own(response: AuthenticatorResponse): PasskeyJson {
  if ("attestationObject" in response) {
    const made = response as AuthenticatorAttestationResponse;
    return { attestationObject: text(made.attestationObject), transports: made.getTransports?.() ?? [] };
  }
  const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle && text(userHandle),
  };
}

/** Bytes out of base64url. */
function bytes(text: string): ArrayBuffer {
  const signs = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0)).buffer;
}

/** Bytes as base64url. */
function text(buffer: ArrayBuffer): string {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
