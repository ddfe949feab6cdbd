import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";
import { type Caller, demo, grant, newPerson, wearing } from "./support/people";
import { enter, expect, expectForbidden, test } from "./support/test";
import { engagementsOf, newWord, teamOf } from "./support/work";

interface Dispute {
  id: string;
  state: string;
  engagement: string;
  amount: { amount: number };
  duty: { done: boolean } | null;
}

/** What a division would come to. */
interface Preview {
  to_members: { amount: number };
  refunded: { amount: number };
  refunded_gross: { amount: number };
}

const euros = (minor: number) => `€${(minor / 100).toLocaleString("en-GB", { minimumFractionDigits: 2 })}`;

/** A steward who came to the network just now. */
async function newSteward(request: APIRequestContext, name: string): Promise<Caller> {
  const person = await newPerson(request, name);
  grant(person, "steward");
  return wearing(request, person, "steward");
}

/** The case that stella was drawn for. */
async function caseOf(stella: Caller): Promise<Dispute> {
  const { items } = await stella.call<{ items: Dispute[] }>("GET", "/disputes");
  const [last] = items.reverse();
  if (!last) {
    throw new Error("stella was drawn for no case");
  }
  return stella.call("GET", `/disputes/${last.id}`);
}

interface Asked {
  carla: Caller;
  id: string;
  engagement: string;
  words: string;
}

/** A seat of carla's that she wants to be handed over, asked for just now. */
async function newHandover(request: APIRequestContext): Promise<Asked> {
  const carla = await demo(request, "client");
  const words = `They move away, ${newWord()}.`;
  for (const { id: engagement, seats } of (await engagementsOf(carla)).filter(({ state }) => state === "active")) {
    for (const seat of new Set(seats.map((each) => each.seat))) {
      const body = { seat, reason: "time", words };
      if ((await carla.status("POST", `/engagements/${engagement}/handovers`, body)) < 300) {
        const { items } = await carla.call<{ items: { id: string }[] }>("GET", "/handovers?limit=1");
        return { carla, id: items[0]?.id ?? "", engagement, words };
      }
    }
  }
  throw new Error("every seat is being handed over");
}

const stateOf = async (carla: Caller, handover: string) => {
  const { items } = await carla.call<{ items: { id: string; state: string }[] }>("GET", "/handovers?limit=100");
  return items.find(({ id }) => id === handover)?.state;
};

test("a steward finds on the desk what waits, with its age", async ({ page, request }) => {
  const [stella, { carla, id, words }] = [await demo(request, "steward"), await newHandover(request)];
  await enter(page, stella, "/home");
  await page.getByRole("navigation").getByRole("link", { name: "Desk" }).click();
  const free = page.getByRole("region", { name: /^Waits for a steward/ });
  await expect(free.getByRole("listitem").filter({ hasText: "Handover" }).first()).toContainText("Waits since");
  await expect(page.getByRole("heading", { name: "Policies proposed" })).toBeVisible();
  await page.goto(`/handovers/${id}`);
  await expect(page.getByText(words)).toBeVisible();
  await carla.call("POST", `/handovers/${id}/withdraw`);
});

test("a steward takes a handover and refuses it; whoever asked is told why, and the seat stays", async ({
  page,
  request,
}) => {
  const [stella, { carla, id }] = [await demo(request, "steward"), await newHandover(request)];
  await enter(page, stella, `/handovers/${id}`);
  await page.getByRole("button", { name: "Take the case" }).click();
  await expect(page.getByText("It is yours: confirm it from a week on")).toBeVisible();
  await page.getByRole("button", { name: "Refuse" }).click();
  const dialog = page.getByRole("dialog", { name: "Refuse the handover" });
  await dialog.getByRole("button", { name: "Refuse" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Say why, in 1 to 2,000 characters.");
  await dialog.getByLabel("Why, for whoever asked").fill("There are two weeks left of it.");
  await dialog.getByRole("button", { name: "Refuse" }).click();
  await expect(page.getByText("Refused. Whoever asked is told.")).toBeVisible();
  expect(await stateOf(carla, id)).toBe("refused");
});

test("a steward confirms a handover after checking the division, and somebody is sought", async ({ page, request }) => {
  const [stella, { carla, id }] = [await demo(request, "steward"), await newHandover(request)];
  await enter(page, stella, `/handovers/${id}`);
  await page.getByRole("button", { name: "Take the case" }).click();
  const division = page.getByRole("table", { name: /would be divided/ });
  await expect(division.getByRole("columnheader", { name: "Outgoing member" })).toBeVisible();
  await expect(division.getByRole("row").nth(1)).toContainText("€");
  await page.getByRole("button", { name: "I have checked the division" }).click();
  await page.getByRole("button", { name: "Confirm the handover" }).click();
  await expect(page.getByText("Confirmed. Somebody is sought.")).toBeVisible();
  expect(["seeking", "unfilled"]).toContain(await stateOf(carla, id));
  await carla.call("POST", `/handovers/${id}/withdraw`);
});

test("a steward steps back, and another one finds the case", async ({ page, request }) => {
  const [stella, other] = [await demo(request, "steward"), await newSteward(request, "Sol")];
  const { carla, id } = await newHandover(request);
  await enter(page, stella, `/handovers/${id}`);
  await page.getByRole("button", { name: "Take the case" }).click();
  await expect(page.getByRole("button", { name: "Step back" })).toBeVisible();
  expect(await other.status("GET", `/steward/handovers/${id}`)).toBe(404);
  await page.getByRole("button", { name: "Step back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Give it back" }).click();
  await expect(page.getByText("The case waits for another steward.")).toBeVisible();
  expect(await other.status("GET", `/steward/handovers/${id}`)).toBe(200);
  await carla.call("POST", `/handovers/${id}/withdraw`);
});

test("a steward reads both sides, sees to the cent what a decision would post, and decides", async ({
  page,
  request,
}) => {
  const stella = await demo(request, "steward");
  const found = await caseOf(stella);
  await enter(page, stella, `/disputes/${found.id}`);
  const said = page.getByRole("region", { name: "What both sides say" });
  await expect(said.getByText("One part of what we agreed on is missing")).toBeVisible();
  await expect(said.getByText("It is there; how to find it")).toBeVisible();

  // It can be decided once; on a network where that was done, what was decided is read.
  if (!found.duty?.done) {
    const half = Math.round(found.amount.amount / 2);
    await page.getByLabel("To the members, in EUR without tax").fill((half / 100).toFixed(2));
    const preview = await stella.call<Preview>("POST", `/disputes/${found.id}/preview`, {
      to_members: { minor: half },
    });
    expect(preview.to_members.amount).toBe(half);
    expect(preview.refunded.amount).toBe(found.amount.amount - half);
    await expect(page.getByText("What would be posted")).toBeVisible();
    await expect(page.getByText("Held for the engagement").first()).toBeVisible();
    const fact = (name: string) => page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });
    await expect(fact("To the members, before the split")).toContainText(euros(half));
    await expect(fact("Back to the client, without tax")).toContainText(euros(preview.refunded.amount));
    await expect(fact("Back to the client, with tax")).toContainText(euros(preview.refunded_gross.amount));
    await page.getByLabel("Why", { exact: true }).fill("Half of it was there, and half of it was late.");
    await page.getByRole("button", { name: "I have checked the postings" }).click();
    await page.getByRole("button", { name: "Decide so" }).click();
  }
  await expect(page.getByText("Your part is done")).toBeVisible();
  await expect(page.getByText("Half of it was there, and half of it was late.")).toBeVisible();
  const carla = await demo(request, "client");
  const told = await carla.call<{ decision: { words: string } }>("GET", `/disputes/${found.id}`);
  expect(told.decision.words).toBe("Half of it was there, and half of it was late.");
});

test("a steward proposes a policy, and another one adopts it", async ({ page, request }) => {
  const [stella, other] = [await demo(request, "steward"), await newSteward(request, "Sol")];
  const why = `Evidence may count a little more, as was asked for: ${newWord()}.`;
  await enter(page, stella, "/policies");
  await page.getByRole("button", { name: "Propose a policy" }).click();
  await page.getByLabel("Evidence").fill("1001");
  await page.getByLabel("Why", { exact: true }).fill(why);
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Evidence: a whole number from 0 to 1,000.");
  await page.getByLabel("Evidence").fill("175");
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A proposed policy");
  await expect(page.getByRole("row").filter({ hasText: "Evidence" })).toContainText("175");
  const id = page.url().split("/").pop() ?? "";
  // Whoever proposed it can take it back, and no more.
  await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Adopt" })).toHaveCount(0);
  await expect(page.getByText("Waits for another steward")).toBeVisible();
  await page.goto("/desk");
  await expect(page.getByRole("region", { name: "Proposed by you" })).toContainText(why);
  await expect(page.getByRole("region", { name: "Policies proposed" })).not.toContainText(why);
  const from = await freeDay(stella);
  expect(await stella.status("POST", `/policies/${id}/adopt`, { from })).toBe(409);

  await other.call("POST", `/policies/${id}/adopt`, { from });
  await page.goto(`/policies/${id}`);
  await expect(page.getByText(why)).toBeVisible();
  await expect(page.getByText(/^(Adopted|Comes into force)$/).first()).toBeVisible();
});

test("a steward hands a simulation's report in with a proposal, and everybody reads it as a picture", async ({
  page,
  request,
}) => {
  const report = "../assets/demo-policy-report.json";
  await enter(page, await demo(request, "steward"), "/policies");
  await page.getByRole("button", { name: "Propose a policy" }).click();
  await page.getByLabel("Turn", { exact: true }).fill("250");
  await page.getByLabel(/^Turn balance that counts at most/).fill("150");
  await page.getByLabel("Why", { exact: true }).fill(`Turns may weigh more, as the simulation says: ${newWord()}.`);
  const file = page.locator("input[type=file]");
  await file.setInputFiles({ name: "long.json", mimeType: "application/json", buffer: Buffer.alloc(65 * 1024, " ") });
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("The file is larger than 64 KiB");
  await file.setInputFiles(report);
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A proposed policy");
  const found = page.getByRole("region", { name: "What the simulator says" });
  const offered = found.getByRole("listitem").filter({ hasText: "never offered a seat" });
  await expect(offered).toContainText(/In force20\.8%Proposed17\.4%/);
  const id = page.url().split("/").pop() ?? "";
  const kept = await request.get(`/api/v1/policies/${id}/report`);
  expect(await kept.text()).toBe(readFileSync(report, "utf8"));
});

/** A day at least a week ahead after which no policy comes into force yet. */
async function freeDay(steward: Caller): Promise<string> {
  const { items } = await steward.call<{ items: { in_force_from: string | null }[] }>("GET", "/policies?limit=100");
  const taken = items.map(({ in_force_from }) => (in_force_from ? Date.parse(in_force_from) : 0));
  return new Date(Math.max(Date.now() + 8 * 86_400_000, ...taken) + 86_400_000).toISOString().slice(0, 10);
}

test("a proposal is taken back, and stays readable for everybody", async ({ page, request }) => {
  const stella = await demo(request, "steward");
  const { policy } = await stella.call<{ policy: object }>("GET", "/policy");
  const why = `On second thoughts this changes nothing: ${newWord()}.`;
  const { id } = await stella.call<{ id: string }>("POST", "/policies", { policy, why, report: null });
  await enter(page, stella, `/policies/${id}`);
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("Not adopted").first()).toBeVisible();
  const { items } = await (await request.get("/api/v1/policies?limit=100")).json();
  expect(items.find((each: { id?: string }) => each.id === id)).toMatchObject({ state: "withdrawn", why });
});

test("a steward turns down what another one proposed", async ({ page, request }) => {
  const sol = await newSteward(request, "Sol");
  const { policy } = await sol.call<{ policy: object }>("GET", "/policy");
  const why = `Nobody else will want this: ${newWord()}.`;
  const { id } = await sol.call<{ id: string }>("POST", "/policies", { policy, why, report: null });
  await enter(page, await demo(request, "steward"), `/policies/${id}`);
  await page.getByRole("button", { name: "Turn down" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn down" }).click();
  await expect(page.getByText("Not adopted").first()).toBeVisible();
});

test("the log of acts is whole, and tells what stewards did", async ({ page, request }) => {
  await enter(page, await demo(request, "steward"), "/audit?about=policy");
  const proposed = page.getByRole("row").filter({ hasText: "Policy proposed" }).first();
  await proposed.getByText("The entry itself").click();
  await expect(proposed.getByText('"act": "policy.proposed"')).toBeVisible();
  await page.getByRole("button", { name: "Check the log" }).click();
  await expect(page.getByText("The log is whole")).toBeVisible();
});

test("a steward sees how evenly opportunity is spread, without a name", async ({ page, request }) => {
  const stella = await demo(request, "steward");
  await enter(page, stella, "/exchange");
  await expect(page.getByRole("heading", { name: "How opportunity is spread" })).toBeVisible();
  await expect(page.getByText("Gini (0 is even)").first()).toBeVisible();
  expect(JSON.stringify(await stella.call("GET", "/turns/distribution"))).not.toMatch(/member_/);
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 40[34]/ });

  test("a steward sees no page of another hat", async ({ page, request }) => {
    const stella = await demo(request, "steward");
    await enter(page, stella, "/home");
    await expectForbidden(page, ["/briefs", "/invitations", "/spaces", "/earnings", "/fundings", "/invoices"]);
    for (const path of ["/briefs", "/member", "/operator/spaces", "/strays", "/payout-batches", "/fundings"]) {
      expect(await stella.status("GET", path), path).toBe(403);
    }
  });

  test("a steward who was not drawn sees nothing of a case, and cannot decide it", async ({ page, request }) => {
    const [stella, other] = [await demo(request, "steward"), await newSteward(request, "Sol")];
    const { id } = await caseOf(stella);
    await enter(page, other, `/disputes/${id}`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    const ruling = { to_members: { basis_points: 10_000 }, words: "All of it." };
    for (const act of ["decision", "votes", "preview"]) {
      expect(await other.status("POST", `/disputes/${id}/${act}`, ruling), act).toBeGreaterThanOrEqual(403);
    }
    expect(await other.status("GET", `/disputes/${id}`)).toBe(404);
  });

  test("a steward who has a seat in the work is recused: no case of it is theirs to see or to decide", async ({
    page,
    request,
  }) => {
    const { carla, id, engagement } = await newHandover(request);
    let mate: Caller | undefined;
    // Whoever is in work that has only just begun may not have been written to yet.
    await expect
      .poll(
        async () => {
          [mate] = await teamOf(request, engagement);
          return mate;
        },
        { message: "somebody of the team, who was written to", timeout: 30_000 },
      )
      .toBeDefined();
    if (!mate) {
      return;
    }
    grant(mate, "steward");
    const recused = await wearing(request, mate, "steward");
    const { items } = await recused.call<{ items: { id: string }[] }>("GET", "/steward/handovers?limit=100");
    expect(items.map((each) => each.id)).not.toContain(id);
    expect(await recused.status("GET", `/steward/handovers/${id}`)).toBe(404);
    expect(await recused.status("POST", `/steward/handovers/${id}/take`)).toBe(404);
    await enter(page, recused, `/handovers/${id}`);
    await expect(page.getByText("There is no such thing, or it is not yours to see.")).toBeVisible();
    await carla.call("POST", `/handovers/${id}/withdraw`);
  });
});
