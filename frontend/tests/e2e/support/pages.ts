import type { APIRequestContext, Page } from "@playwright/test";
import { LOOKS } from "./look";
import { addresseeOf, briefFor, type Caller, demo, grant, newClient, newDraft, newPerson, reset } from "./people";
import { expect } from "./test";

/** A page, as somebody comes to it. */
export interface Stop {
  name: string;
  path: string;
  /** What is done there before it is looked at, in whatever language the page is. */
  act?: (page: Page) => Promise<unknown>;
}

/** The pages that somebody goes to; nobody is signed in where there is no `who`. */
export interface Round {
  who?: Caller;
  stops: Stop[];
}

export type Plan = (request: APIRequestContext) => Promise<Round[]>;

const stop = (name: string, path: string, act?: Stop["act"]): Stop => ({ name, path, act });
const press = (page: Page) => page.locator("form button[type=submit]").click();
const openAccount = (page: Page) => page.locator("header button[aria-haspopup=menu]").last().click();

/** Opens what stands beside the pages on a desk; once it is open it stays, however wide the page gets. */
async function openNavigation(page: Page): Promise<void> {
  await page.setViewportSize(LOOKS.phone);
  await page.locator("header button[aria-haspopup=dialog]").first().click();
  await page.getByRole("dialog").getByRole("link").first().waitFor();
}

async function openPosting(page: Page): Promise<void> {
  await page.locator("main button:has(.tabler-icon-send)").last().click();
  await page.getByRole("dialog").getByRole("radio").first().waitFor();
}

async function openRefund(page: Page): Promise<void> {
  await page.locator("main article button").first().click();
  await page.getByRole("dialog").getByRole("textbox").first().waitFor();
}

async function openDays(page: Page): Promise<void> {
  await page.locator("main form :has(> div > .tabler-icon-calendar) > button").first().click();
  await page.locator("[data-dates-dropdown] table").waitFor();
}

async function findClient(page: Page): Promise<void> {
  await page.locator("main").getByRole("combobox").fill("winter");
  await page.locator("main").getByRole("option").first().waitFor();
}

async function openExchange(page: Page): Promise<void> {
  await page.locator("main section button").first().click();
  await page.getByRole("dialog").getByRole("textbox").first().waitFor();
}

/** Comes to the list of briefs anew, which the server fails to read from now on. It is asked more than once before it is told. */
async function failToRead(page: Page): Promise<void> {
  const problem = { type: "urn:muster:problem:internal", title: "Internal", status: 500, detail: "It was logged." };
  await page.route("**/api/v1/briefs?*", (route) =>
    route.fulfill({
      status: problem.status,
      contentType: "application/problem+json",
      headers: { "x-request-id": "5c1a2b3d-0000-4000-8000-000000000001" },
      body: JSON.stringify(problem),
    }),
  );
  await page.reload();
  await page.locator("main [role=alert] code").waitFor();
}

interface Thing {
  id: string;
  state: string;
}

async function all<Line = Thing>(who: Caller, path: string): Promise<Line[]> {
  return (await who.call<{ items: Line[] }>("GET", `${path}?limit=100`)).items;
}

/** A stop at the first of these things in each of these states. */
function inStates(name: string, things: Thing[], states: string[], path: (id: string) => string): Stop[] {
  return states.map((state) => {
    const thing = things.find((each) => each.state === state);
    expect(thing, `${name} that is ${state} in the demo network`).toBeDefined();
    return stop(`${name}-${state}`, path(thing?.id ?? ""));
  });
}

/** These members, and then others of the demo network, one after the other. */
async function* andOthers(request: APIRequestContext, members: Caller[]) {
  yield* members;
  for (let number = 3; number < 60; number += 1) {
    yield await reset(request, `member-${number}@demo.example`, "member");
  }
}

/** The first of these people who has something, and what it is. */
async function whoHas<Thing>(
  people: AsyncIterable<Caller>,
  name: string,
  find: (who: Caller) => Promise<Thing | undefined>,
) {
  for await (const who of people) {
    const found = await find(who);
    if (found !== undefined) {
      return { who, found };
    }
  }
  throw new Error(`nobody in the demo network has ${name}`);
}

/** One of these things after the other. */
function each(name: string, things: { id: string }[], path: (id: string) => string): Stop[] {
  expect(things, `${name} in the demo network`).not.toEqual([]);
  return things.map(({ id }, index) => stop(index ? `${name}-${index + 1}` : name, path(id)));
}

const everybody: Plan = async () => [
  {
    stops: [
      stop("landing", "/"),
      stop("network", "/network"),
      stop("policy", "/policy"),
      stop("sign-in", "/sign-in"),
      stop("sign-up", "/sign-up"),
      stop("sign-up-wrong", "/sign-up", press),
      stop("verify", "/verify?token=abc"),
      stop("verify-torn", "/verify"),
      stop("reset", "/reset"),
      stop("join-torn", "/join"),
      stop("sign-in-organisation", "/sign-in", (page) => page.locator("main button[type=button]").last().click()),
      stop("organisation-sign-in-refused", "/organisation-sign-in/client_abc"),
      stop("reset-set", "/reset?token=abc"),
      stop("not-found", "/nowhere/at/all"),
    ],
  },
];

/** People who have only just come, and one of whom much is asked: every state that the demo network does not begin with. */
const newcomers: Plan = async (request) => {
  const person = await newPerson(request, "Bo Nyberg");
  const fresh = await newClient(request, "Cleo Marsh");
  const ada = await newClient(request, "Ada Novak");
  grant(ada, "admin");
  grant(ada, "steward");
  const draft = await newDraft(ada, { ...briefFor("A shop for the cheese dairy"), description: "" });
  const posted = await newDraft(ada, briefFor("A booking page for the valley"));
  const whole = await newDraft(ada, briefFor("A page that is about to be posted"));
  const long = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterprüfungsvorbereitungsverwaltung";
  const dropped = await newDraft(ada, briefFor(long));
  await ada.call("POST", `/briefs/${posted}/post`, {
    bidding: "formed",
    deadline: new Date(Date.now() + 5 * 86_400_000).toISOString(),
  });
  await ada.call("POST", `/briefs/${dropped}/withdraw`);
  return [
    { who: person, stops: [stop("home-new", "/home"), stop("account-new", "/account")] },
    {
      who: fresh,
      stops: [
        stop("home-client-new", "/home"),
        stop("briefs-none", "/briefs"),
        stop("engagements-none", "/engagements"),
        stop("invoices-none", "/invoices"),
        stop("notices-none", "/notices"),
        stop("disputes-none", "/disputes"),
      ],
    },
    {
      who: ada,
      stops: [
        stop("home-many-hats", "/home", openAccount),
        stop("briefs-own", "/briefs"),
        stop("brief-draft", `/briefs/${draft}`),
        stop("brief-edit", `/briefs/${draft}/edit`),
        stop("brief-posting", `/briefs/${whole}/edit`, openPosting),
        stop("brief-fresh", `/briefs/${posted}`),
        stop("brief-withdrawn", `/briefs/${dropped}`),
      ],
    },
  ];
};

const client: Plan = async (request) => {
  const who = await demo(request, "client");
  const briefs = await all(who, "/briefs");
  const engagements = await all(who, "/engagements");
  const invoices = await all<{ id: string; kind: string }>(who, "/client/invoices");
  const disputes = await all(who, "/disputes");
  const handovers = await all(who, "/handovers");
  const kinds = [...new Map(invoices.map((invoice) => [invoice.kind, invoice])).values()];
  const completed = engagements.find(({ state }) => state === "completed");
  return [
    {
      who,
      stops: [
        stop("home-client", "/home"),
        stop("briefs", "/briefs"),
        stop("brief-new", "/briefs/new"),
        ...inStates("brief", briefs, ["posted", "decided", "awarded", "lapsed"], (id) => `/briefs/${id}`),
        ...inStates("brief-bids", briefs, ["posted", "decided", "awarded"], (id) => `/briefs/${id}/bids`),
        stop("engagements-client", "/engagements"),
        ...each("engagement-client", engagements.slice(0, 6), (id) => `/engagements/${id}`),
        stop("reviews-client", `/engagements/${completed?.id}/reviews`),
        stop("invoices", "/invoices"),
        ...each("invoice", kinds, (id) => `/invoices/${id}`),
        stop("handovers-client", "/handovers"),
        ...each("handover-client", handovers, (id) => `/handovers/${id}`),
        stop("disputes-client", "/disputes"),
        ...each("dispute-client", disputes, (id) => `/disputes/${id}`),
        stop("billing", "/billing"),
        stop("people", "/organisation/people"),
        stop("webhooks", "/webhooks"),
        stop("keys", "/organisation/keys"),
        stop("notices-client", "/notices"),
        stop("notice-settings-client", "/notices/settings"),
        stop("account-client", "/account"),
        stop("navigation", "/notices", openNavigation),
      ],
    },
  ];
};

interface Run {
  run: string;
  kind: string;
  chosen: boolean;
}

const member: Plan = async (request) => {
  const mia = await demo(request, "member");
  const briefs = await all(mia, "/member/briefs");
  const invitations = await all(mia, "/member/invitations");
  const bids = await all(mia, "/member/bids");
  const crews = await all(mia, "/member/crews");
  const runs = await all<Run>(mia, "/member/runs");
  const kinds = [...new Map(runs.map(({ run, kind, chosen }) => [`${kind} ${chosen}`, { id: run }])).values()];
  return [
    {
      who: mia,
      stops: [
        stop("home-member", "/home"),
        stop("invitations", "/invitations"),
        ...inStates("invitation", invitations, ["pending", "lapsed"], (id) => `/invitations/${id}`),
        stop("availability", "/availability"),
        stop("availability-day", "/availability", openDays),
        stop("calendars", "/calendars"),
        stop("engagements-none-member", "/engagements"),
        stop("earnings-none", "/earnings"),
        stop("statements-none", "/member/statements"),
        stop("payouts-none", "/member/payouts"),
        stop("profile", "/member/profile"),
        stop("open-briefs", "/member/briefs"),
        ...each("open-brief", briefs.slice(0, 2), (id) => `/member/briefs/${id}`),
        stop("bids", "/bids"),
        ...each("bid", bids, (id) => `/bids/${id}`),
        stop("crews", "/crews"),
        ...each("crew", crews, (id) => `/crews/${id}`),
        stop("runs", "/runs"),
        ...each("run-member", kinds, (id) => `/runs/${id}`),
        stop("turns", "/turns"),
        stop("connections", "/connections"),
        stop("home-space", "/member/spaces"),
        stop("handovers-none", "/handovers"),
        stop("disputes-none-member", "/disputes"),
        stop("notices-member", "/notices"),
        stop("notice-settings-member", "/notices/settings"),
        stop("account-member", "/account"),
      ],
    },
  ];
};

/** Members of whom the demo network tells other things than of the one who can sign in. Mails tell who they are. */
const members: Plan = async (request) => {
  const of = async (words: RegExp) => {
    const found = await addresseeOf(words, "member-");
    return { who: await reset(request, found.email, "member"), link: found.words };
  };
  const [leaving] = await all<{ title: string; member: string }>(await demo(request, "steward"), "/steward/handovers");
  const done = await of(/\/engagements\/\w+\/reviews/);
  const earnings = await done.who.call<{ lines: { items: { entry: string; work: object | null }[] } }>(
    "GET",
    "/member/earnings",
  );
  const statements = await all(done.who, "/member/statements");
  const disputed = await of(/\/disputes\/dispute_\w+/);
  const going = await of(new RegExp(`Hello ${leaving?.member}\\b[^]*${leaving?.title}`));
  const handovers = await all(going.who, "/member/handovers");
  const ready = await of(/\/standbys\/standby_\w+/);
  const them = [disputed.who, going.who, done.who, ready.who];
  const busy = await whoHas(andOthers(request, them), "booked hours in the weeks ahead", async (who) => {
    const { items } = await who.call<{ items: { booked: number }[] }>("GET", "/member/availability/weeks?weeks=12");
    return items.find(({ booked }) => booked > 0);
  });
  const passedOver = await whoHas(andOthers(request, them), "a run in which another was chosen", async (who) =>
    (await all<Run>(who, "/member/runs")).find(({ chosen }) => !chosen),
  );
  const engagement = async (who: Caller) => `/engagements/${(await all(who, "/member/engagements"))[0]?.id}`;
  return [
    {
      who: done.who,
      stops: [
        stop("home-member-earning", "/home"),
        stop("engagements-member", "/engagements"),
        stop("engagement-member-done", await engagement(done.who)),
        stop("reviews-member", done.link),
        stop("earnings", "/earnings"),
        ...each(
          "earning",
          earnings.lines.items
            .filter(({ work }) => work)
            .slice(0, 1)
            .map(({ entry }) => ({ id: entry })),
          (id) => `/earnings/${id}`,
        ),
        stop("statements", "/member/statements"),
        ...each("statement", statements.slice(0, 1), (id) => `/member/statements/${id}`),
        stop("payouts", "/member/payouts"),
        stop("turns-earning", "/turns"),
      ],
    },
    {
      who: disputed.who,
      stops: [
        stop("engagement-member-disputed", await engagement(disputed.who)),
        stop("disputes-member", "/disputes"),
        stop("dispute-member", disputed.link),
      ],
    },
    {
      who: going.who,
      stops: [
        stop("handovers-member", "/handovers"),
        ...each("handover-member", handovers.slice(0, 1), (id) => `/handovers/${id}`),
      ],
    },
    { who: busy.who, stops: [stop("availability-booked", "/availability")] },
    { who: passedOver.who, stops: [stop("run-member-passed-over", `/runs/${passedOver.found.run}`)] },
    {
      who: ready.who,
      stops: [stop("standbys", "/invitations?list=standbys"), stop("standby", ready.link)],
    },
  ];
};

const operator: Plan = async (request) => {
  const who = await demo(request, "operator");
  const [space] = await all(who, "/operator/spaces");
  const statements = await all(who, `/spaces/${space?.id}/statements`);
  const here = `/spaces/${space?.id}`;
  return [
    {
      who,
      stops: [
        stop("home-operator", "/home"),
        stop("spaces", "/spaces"),
        stop("space", here),
        stop("report", `${here}/report`),
        stop("report-by-category", `${here}/report?by=category`),
        stop("report-narrowed", `${here}/report?place=remote`),
        stop("space-statements", `${here}/statements`),
        ...each("space-statement", statements.slice(0, 1), (id) => `${here}/statements/${id}`),
        stop("space-payouts", `${here}/payouts`),
        stop("space-members", `${here}/members`),
        stop("space-terms", `${here}/terms`),
        stop("space-connections", `${here}/connections`),
        stop("shared-lines", `${here}/shared-lines`),
        stop("notices-operator", "/notices"),
        stop("account-operator", "/account"),
      ],
    },
  ];
};

const steward: Plan = async (request) => {
  const who = await demo(request, "steward");
  const carla = await demo(request, "client");
  // Stewards read a run once nothing of it is sealed.
  const awarded = (await all(carla, "/briefs")).find(({ state }) => state === "awarded");
  const [run] = await all<{ receipt: { run: string } }>(carla, `/briefs/${awarded?.id}/runs`);
  const engagements = await all(carla, "/engagements");
  const completed = engagements.find(({ state }) => state === "completed");
  const disputes = await all(who, "/disputes");
  const cases = await all(who, "/steward/handovers");
  const proposals = (await all(who, "/policies")).filter(({ id }) => id);
  return [
    {
      who,
      stops: [
        stop("home-steward", "/home"),
        stop("desk", "/desk"),
        stop("disputes-steward", "/disputes"),
        ...each("dispute-steward", disputes, (id) => `/disputes/${id}`),
        stop("handovers-steward", "/handovers"),
        ...each("handover-steward", cases, (id) => `/handovers/${id}`),
        stop("policies", "/policies"),
        ...each("proposal", proposals, (id) => `/policies/${id}`),
        stop("exchange", "/exchange"),
        stop("audit-steward", "/audit"),
        stop("reviews-steward", `/engagements/${completed?.id}/reviews`),
        stop("run-steward", `/runs/${run?.receipt.run}`),
        stop("notices-steward", "/notices"),
      ],
    },
  ];
};

const admin: Plan = async (request) => {
  const who = await demo(request, "admin");
  const batches = await all(who, "/payout-batches");
  const files = await all(who, "/bank-files");
  const [space] = await all(who, "/spaces");
  const founder = await newPerson(request, "Fay Winter");
  const found = { name: "Winter & Co", country: "AT", currency: "EUR" };
  const { id: client } = await founder.call<{ id: string }>("POST", "/clients", found);
  const today = new Date().toISOString().slice(0, 10);
  await who.call("POST", `/clients/${client}/finders`, { finder: { space: space?.id }, from_day: today });
  return [
    {
      who,
      stops: [
        stop("home-admin", "/home"),
        stop("payout-batches", "/payout-batches"),
        ...each("payout-batch", batches, (id) => `/payout-batches/${id}`),
        stop("bank-files", "/bank-files"),
        ...each("bank-file", files, (id) => `/bank-files/${id}`),
        stop("fundings", "/fundings"),
        stop("strays", "/strays"),
        stop("bank-credits", "/bank-credits"),
        stop("bank-credits-all", "/bank-credits?show=all"),
        stop("network-invoices", "/network/invoices"),
        stop("network-refund", "/network/invoices", openRefund),
        stop("fundings-posted", "/fundings?state=posted"),
        stop("jobs", "/jobs"),
        stop("jobs-done", "/jobs?state=done"),
        stop("book", "/book"),
        stop("book-releases", "/book?kind=release"),
        stop("book-bank", "/book?account=bank"),
        stop("book-exchange", "/book", openExchange),
        stop("book-checks", "/book/checks"),
        stop("network-spaces", "/network/spaces"),
        stop("network-terms", "/network/terms"),
        stop("network-finders", "/network/finders"),
        stop("network-finders-found", "/network/finders", findClient),
        stop("network-finders-of", `/network/finders?client=${client}`),
        stop("network-hats", "/network/hats"),
        stop("network-providers", "/network/providers"),
        stop("exchange-admin", "/exchange"),
        stop("audit-admin", "/audit"),
        stop("audit-subject", "/audit?about=dispute"),
        stop("account-admin", "/account"),
      ],
    },
  ];
};

/** What somebody has no right to see, what is not there, and what fails. */
export const refused: Plan = async (request) => {
  const who = await demo(request, "client");
  const nothing = "00000000000000000000000000";
  return [
    {
      who,
      stops: [
        stop("brief-missing", `/briefs/brief_${nothing}`),
        stop("engagement-missing", `/engagements/engagement_${nothing}`),
        stop("invoice-missing", `/invoices/invoice_${nothing}`),
        stop("dispute-missing", `/disputes/dispute_${nothing}`),
        stop("space-missing", `/spaces/space_${nothing}`),
        stop("desk-forbidden", "/desk"),
        stop("book-forbidden", "/book"),
        stop("book-checks-forbidden", "/book/checks"),
        // The last: what fails goes on to fail.
        stop("briefs-failed", "/briefs", failToRead),
      ],
    },
  ];
};

/** Every page there is, by who comes to it. */
export const PLANS = { everybody, newcomers, client, member, members, operator, steward, admin };
