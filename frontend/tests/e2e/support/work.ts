import { type APIRequestContext, expect } from "@playwright/test";
import { addressesToldOf, briefFor, type Caller, newClient, newDraft, newPerson, reset, wearing } from "./people";
import { FORMING } from "./test";

/** A member of the pool who is free on all days but Sunday. */
export async function newMember(request: APIRequestContext, name: string, more: object = {}): Promise<Caller> {
  const person = await newPerson(request, name);
  await person.call("POST", "/members", {
    headline: "Builds pages",
    about: "",
    rate: { amount: 8000, currency: "EUR" },
    onsite: false,
    in_pool: true,
    takes_bids: true,
    languages: ["en", "de"],
    skills: [{ skill: "front-end-development", level: 4 }],
    ...more,
  });
  const member = await wearing(request, person, "member");
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
  const week = { sunday: 0, ...Object.fromEntries(days.map((day) => [day, 8])) };
  await member.call("PUT", "/member/availability", week, { "If-Match": '"v0"' });
  return member;
}

/** A language that nobody else in the network speaks: a seat that asks for it goes to those who are meant. */
export function newTongue(): string {
  return Array.from({ length: 3 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join("");
}

/** The instant so many days from now. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

interface Offered {
  client: Caller;
  member: Caller;
  brief: string;
  invitation: string;
}

/** A member with an invitation to the only seat of a new client's brief. */
export async function newInvitation(request: APIRequestContext, title: string): Promise<Offered> {
  const tongue = newTongue();
  const [client, member] = [await newClient(request, "Ada"), await newMember(request, "Mia", { languages: [tongue] })];
  const draft = briefFor(title);
  const seats = draft.seats.slice(0, 1).map((seat) => ({ ...seat, languages: [tongue] }));
  const brief = await newDraft(client, { ...draft, seats });
  await client.call("POST", `/briefs/${brief}/post`, { bidding: "formed", deadline: inDays(5) });
  let invitation = "";
  await expect
    .poll(async () => {
      const { items } = await member.call<{ items: { id: string }[] }>("GET", "/member/invitations");
      invitation = items[0]?.id ?? "";
      return invitation;
    }, FORMING)
    .not.toBe("");
  return { client, member, brief, invitation };
}

export interface Milestone {
  id: string;
  title: string;
  state: string;
  amount: { amount: number; currency: string };
  disputed: { amount: number };
  funding?: { id: string; reference: string; amount: { amount: number } } | null;
}

export interface Engagement {
  id: string;
  title: string;
  state: string;
  seats: { seat: string; name: string }[];
  milestones: Milestone[];
}

/** The client's engagements with all that is in them, the newest first. */
export async function engagementsOf(client: Caller): Promise<Engagement[]> {
  const { items } = await client.call<{ items: { id: string }[] }>("GET", "/engagements?limit=100");
  return Promise.all(items.map(({ id }) => client.call<Engagement>("GET", `/engagements/${id}`)));
}

/** Those who have a seat in an engagement of the demo network, as it wrote to them. */
export async function teamOf(request: APIRequestContext, engagement: string): Promise<Caller[]> {
  const team: Caller[] = [];
  for (const address of addressesToldOf(`/engagements/${engagement}`).filter((each) => /^member-\d+@/.test(each))) {
    const somebody = await reset(request, address, "member");
    const { items } = await somebody.call<{ items: { id: string }[] }>("GET", "/member/engagements?limit=100");
    if (items.some(({ id }) => id === engagement)) {
      team.push(somebody);
    }
  }
  return team;
}

/** A word that nobody else in this run has. */
export function newWord(): string {
  return Math.random().toString(36).slice(2, 10);
}

export interface Asked {
  milestone: Milestone;
  funding: { id: string; reference: string; amount: { amount: number } };
}

/** Asks how to pay for the last milestone that nobody has asked for yet. */
export async function askedMilestone(client: Caller, engagements: Engagement[]): Promise<Asked> {
  const planned = engagements.flatMap(({ milestones }) => milestones.filter(({ state }) => state === "planned"));
  for (const milestone of planned.reverse().filter(({ funding }) => !funding)) {
    if ((await client.status("POST", `/milestones/${milestone.id}/fundings`, {})) < 300) {
      const path = `/milestones/${milestone.id}/fundings`;
      const { items } = await client.call<{ items: (Asked["funding"] & { state: string })[] }>("GET", path);
      const funding = items.find(({ state }) => state === "pending");
      if (funding) {
        return { milestone, funding };
      }
    }
  }
  throw new Error("every milestone is paid, or was asked for");
}
