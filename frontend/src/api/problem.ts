import type { Field, Problem } from "./generated";

const PREFIX = "urn:muster:problem:";

/** A refusal or a fault, however it came about. */
export interface KnownProblem {
  /** The stable name, such as `token-spent`; `offline` where the server could not be reached. */
  code: string;
  /** The server's sentence, in English. */
  detail?: string;
  /** What was wrong with which field. */
  fields: Field[];
  /** Whether the same request may well succeed later. */
  passing: boolean;
  /** By what name the server's log knows the request, where it answered one. */
  request?: string;
}

/** What a request threw, with the name of the request, which is no part of what was refused but of the answer. */
export function withRequest(error: unknown, response: Response | undefined): unknown {
  const request = response?.headers.get("x-request-id");
  return request && typeof error === "object" && error !== null ? { ...error, request } : error;
}

function isProblem(error: unknown): error is Problem & { request?: string } {
  return typeof error === "object" && error !== null && "type" in error && String(error.type).startsWith(PREFIX);
}

/** What went wrong, from whatever a request threw. */
export function asProblem(error: unknown): KnownProblem {
  if (isProblem(error)) {
    const code = error.type.slice(PREFIX.length);
    const { detail, fields = [], request } = error;
    return { code, detail, fields, passing: error.status >= 500, request };
  }
  // fetch says so when there was no answer at all.
  if (error instanceof TypeError) {
    return { code: "offline", fields: [], passing: true };
  }
  return { code: "internal", fields: [], passing: false };
}
