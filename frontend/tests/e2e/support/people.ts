import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import { data, MUSTER, settings } from "./network";

export const PASSWORD = "correct horse battery";

let count = 0;

/** An address that nobody else in this run has. */
export function newAddress(name: string): string {
  count += 1;
  return `${name}.${process.pid}.${count}@example.org`;
}

/** The text of a mail: headers off, soft line breaks of quoted-printable undone. */
function textOf(mail: string): string {
  const text = mail.replaceAll("\r\n", "\n");
  return text
    .slice(text.indexOf("\n\n"))
    .replaceAll("=\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What was read already. */
const texts = new Map<string, string>();

/** The texts of all mails with this in them. */
function mailsWith(words: string): string[] {
  const folder = join(data, "mail");
  for (const file of readdirSync(folder).filter((file) => file.endsWith(".eml") && !texts.has(file))) {
    const text = readFileSync(join(folder, file), "utf8");
    // One that is being written is read the next time.
    if (text.trim()) {
      texts.set(file, text);
    }
  }
  return [...texts.values()].filter((text) => text.includes(words));
}

/** The path of the link in the newest mail to somebody, once it has been sent. */
export async function linkInMail(address: string, path: string): Promise<string> {
  let found = "";
  await expect
    .poll(
      () => {
        const mails = mailsWith(`To: ${address}`).map(textOf);
        found = mails.map((text) => new RegExp(`(${path}\\?token=\\S+)`).exec(text)?.[1] ?? "").find(Boolean) ?? "";
        return found;
      },
      { message: `a mail to ${address} with a link to ${path}`, timeout: 30_000 },
    )
    .not.toBe("");
  return found;
}

/** The addresses of all who got a mail with this in it. */
export function addressesToldOf(words: string): string[] {
  const told = mailsWith("To: ").filter((mail) => textOf(mail).includes(words));
  return [...new Set(told.map((mail) => /^To: (\S+)/m.exec(mail)?.[1] ?? ""))];
}

/** To whom, beginning with `to`, a mail with these words in it was sent, and the words. */
export async function addresseeOf(words: RegExp, to: string): Promise<{ email: string; words: string }> {
  let found: { email: string; words: string } | undefined;
  await expect
    .poll(
      () => {
        for (const mail of mailsWith(`To: ${to}`)) {
          const [said] = words.exec(textOf(mail)) ?? [];
          const [, email] = /^To: (\S+)/m.exec(mail) ?? [];
          if (said && email) {
            found = { email, words: said };
          }
        }
        return found;
      },
      { message: `a mail to ${to}… that says ${words}`, timeout: 30_000 },
    )
    .toBeDefined();
  return found ?? { email: "", words: "" };
}

interface Session {
  access_token: string;
  refresh_token: string;
}

/** Somebody who acts through the API. */
export interface Caller {
  email: string;
  name: string;
  /** The hat that they wear, if any. */
  hat?: string;
  /** A new session. */
  signIn: () => Promise<Session>;
  call: <Answer>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** The status of an answer that may be a refusal. */
  status: (method: string, path: string, body?: unknown) => Promise<number>;
}

function send(
  request: APIRequestContext,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  more?: Record<string, string>,
) {
  const headers = { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more };
  // The server hangs up on a connection that was idle for some seconds, maybe at the moment in which it is used again.
  return request.fetch(`/api/v1${path}`, { method, headers, data: body, maxRetries: 1 });
}

async function call(...[request, token, method, path, body, more]: Parameters<typeof send>) {
  const answer = await send(request, token, method, path, body, more);
  const text = await answer.text();
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true);
  return text ? JSON.parse(text) : undefined;
}

/** Those of the demo network who can sign in. */
const DEMO = { client: "carla", member: "mia", operator: "otto", steward: "stella", admin: "adam" };

/** Whoever wears a hat in the demo network, with the history and the scenes that it gives them. */
export function demo(request: APIRequestContext, hat: keyof typeof DEMO): Promise<Caller> {
  return as(request, `${DEMO[hat]}@demo.example`, DEMO[hat], hat, "muster demo network");
}

/** Somebody else of the demo network, once they have set a password by mail. */
export async function reset(request: APIRequestContext, email: string, hat: string): Promise<Caller> {
  const session = { email, password: PASSWORD, hat };
  // Another worker may do the same at the same time.
  await expect(async () => {
    if ((await request.post("/api/v1/sessions", { data: session })).ok()) {
      return;
    }
    await call(request, "", "POST", "/password-resets", { email });
    const token = (await linkInMail(email, "/reset")).split("token=")[1];
    await call(request, "", "PUT", "/password-resets", { token, password: PASSWORD });
  }).toPass({ timeout: 20_000 });
  return as(request, email, email, hat);
}

/** Signs somebody up and confirms their address, without a page. */
export async function newPerson(request: APIRequestContext, name: string): Promise<Caller> {
  const email = newAddress(name.toLowerCase().replaceAll(" ", "."));
  await call(request, "", "POST", "/people", { email, password: PASSWORD, name, language: "en" });
  const token = (await linkInMail(email, "/verify")).split("token=")[1];
  await call(request, "", "POST", "/people/verifications", { token, password: PASSWORD });
  return as(request, email, name);
}

/** The same person under a hat that they gained meanwhile. */
export function wearing(request: APIRequestContext, person: Caller, hat: string): Promise<Caller> {
  return as(request, person.email, person.name, hat);
}

async function as(
  request: APIRequestContext,
  email: string,
  name: string,
  hat?: string,
  password = PASSWORD,
): Promise<Caller> {
  const signIn = (): Promise<Session> => call(request, "", "POST", "/sessions", { email, password, hat });
  const session = await signIn();
  return {
    email,
    name,
    hat,
    signIn,
    call: (method, path, body, headers) => call(request, session.access_token, method, path, body, headers),
    status: async (method, path, body) => (await send(request, session.access_token, method, path, body)).status(),
  };
}

/** Somebody who founded an organisation and acts for it. */
export async function newClient(request: APIRequestContext, name: string): Promise<Caller> {
  const person = await newPerson(request, name);
  await person.call("POST", "/clients", { name: "Acme", country: "AT", currency: "EUR" });
  return wearing(request, person, "client");
}

/** Gives somebody a hat that is not gained through the API, as whoever runs the server does. */
export function grant(person: Caller, hat: "admin" | "steward"): void {
  const env = { ...process.env, ...settings };
  execFileSync(MUSTER, ["grant", person.email, hat], { env, stdio: "pipe" });
}

/** The Monday so many weeks from now. */
function monday(weeks: number): string {
  const date = new Date();
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 7 * weeks);
  return date.toISOString().slice(0, 10);
}

/** A brief with two seats. */
export function briefFor(title: string) {
  const needs = [
    { skill: "front-end-development", level: 4, weight: 9, must: true },
    { skill: "web-development", level: 2, weight: 3, must: false },
  ];
  const window = { hours: 16, from: monday(4), weeks: 6 };
  return {
    title,
    description: "Guests of twelve farms book a room in one place.\n\nThe farms keep their own calendars.",
    category: "web",
    currency: "EUR",
    budget: 1_250_000,
    seats: [
      { id: "front", title: "Front-end developer", skills: needs, ...window, rate_cap: 9_500, languages: ["en", "de"] },
      { id: "back", title: "Back-end developer", skills: [needs[1]], ...window },
    ],
  };
}

/** Begins a draft, and answers its id. */
export async function newDraft(client: Caller, brief: ReturnType<typeof briefFor>): Promise<string> {
  const { id } = await client.call<{ id: string }>("POST", "/briefs", brief);
  return id;
}
