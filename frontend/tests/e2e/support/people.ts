import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import { bind, data } from "./network";

export const PASSWORD = "correct horse battery";

let count = 0;

/** An address that nobody else in this run has. */
export function newAddress(name: string): string {
  count += 1;
  return `${name}.${process.pid}.${count}@example.org`;
}

/** The text of a mail file: headers off, soft line breaks of quoted-printable undone. */
function textOf(file: string): string {
  const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  return text
    .slice(text.indexOf("\n\n"))
    .replaceAll("=\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The path of the link in the newest mail to somebody, once it has been sent. */
export async function linkInMail(address: string, path: string): Promise<string> {
  const folder = join(data, "mail");
  let found = "";
  await expect
    .poll(
      () => {
        const mails = readdirSync(folder).filter((file) => file.endsWith(".eml"));
        const texts = mails
          .filter((file) => readFileSync(join(folder, file), "utf8").includes(`To: ${address}`))
          .map((file) => textOf(join(folder, file)));
        found = texts.map((text) => new RegExp(`(${path}\\?token=\\S+)`).exec(text)?.[1] ?? "").find(Boolean) ?? "";
        return found;
      },
      { message: `a mail to ${address} with a link to ${path}`, timeout: 15_000 },
    )
    .not.toBe("");
  return found;
}

interface Session {
  access_token: string;
  refresh_token: string;
}

/** Somebody who acts through the API. */
export interface Caller {
  email: string;
  name: string;
  /** A new session. */
  signIn: () => Promise<Session>;
  call: <Answer>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

async function call(
  request: APIRequestContext,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  more?: Record<string, string>,
) {
  const headers = { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more };
  const answer = await request.fetch(`/api/v1${path}`, { method, headers, data: body });
  const text = await answer.text();
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true);
  return text ? JSON.parse(text) : undefined;
}

/** Signs somebody up and confirms their address, without a page. */
export async function newPerson(request: APIRequestContext, name: string): Promise<Caller> {
  const email = newAddress(name.toLowerCase().replaceAll(" ", "."));
  await call(request, "", "POST", "/people", { email, password: PASSWORD, name, language: "en" });
  const token = (await linkInMail(email, "/verify")).split("token=")[1];
  await call(request, "", "POST", "/people/verifications", { token });
  return as(request, email, name);
}

async function as(request: APIRequestContext, email: string, name: string, hat?: string): Promise<Caller> {
  const signIn = (): Promise<Session> => call(request, "", "POST", "/sessions", { email, password: PASSWORD, hat });
  const session = await signIn();
  return {
    email,
    name,
    signIn,
    call: (method, path, body, headers) => call(request, session.access_token, method, path, body, headers),
  };
}

/** Somebody who founded an organisation and acts for it. */
export async function newClient(request: APIRequestContext, name: string): Promise<Caller> {
  const person = await newPerson(request, name);
  await person.call("POST", "/clients", { name: "Acme", country: "AT", currency: "EUR" });
  return as(request, person.email, name, "client");
}

/** Gives somebody a hat that is not gained through the API, as whoever runs the server does. */
export function grant(person: Caller, hat: "admin" | "steward"): void {
  const env = { ...process.env, MUSTER_DATA: data, MUSTER_BIND: bind };
  execFileSync("../target/debug/muster", ["grant", person.email, hat], { env, stdio: "pipe" });
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
