import type { APIRequestContext } from "@playwright/test";
import { downloaded } from "./support/downloads";
import { IBAN } from "./support/network";
import { type Caller, demo, newAddress, newPerson, wearing } from "./support/people";
import { enter, expect, expectForbidden, test } from "./support/test";
import { type Asked, askedMilestone, engagementsOf, newMember, newWord, teamOf } from "./support/work";

/** What the bank says of money that came or went (camt.054). */
function notification(bookings: { cents: number; way: "CRDT" | "DBIT"; id?: string; words?: string }[]): string {
  const name = newWord();
  const entries = bookings.map(({ cents, way, id, words }, place) => {
    const amount = `<Amt Ccy="EUR">${(cents / 100).toFixed(2)}</Amt><CdtDbtInd>${way}</CdtDbtInd>`;
    const refs = id ? `<Refs><EndToEndId>${id}</EndToEndId></Refs>` : "";
    const remittance = words ? `<RmtInf><Ustrd>${words}</Ustrd></RmtInf>` : "";
    const day = `<BookgDt><Dt>${new Date().toISOString().slice(0, 10)}</Dt></BookgDt>`;
    const parts = `<NtryDtls><TxDtls>${refs}${amount}${remittance}</TxDtls></NtryDtls>`;
    return `<Ntry>${amount}<Sts><Cd>BOOK</Cd></Sts>${day}<AcctSvcrRef>${name}-${place}</AcctSvcrRef>${parts}</Ntry>`;
  });
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr>
    <MsgId>${name}</MsgId></GrpHdr><Ntfctn><Id>${name}</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id></Acct>
    ${entries.join("")}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
}

/** A milestone of carla's newest engagement for which she was asked to pay. */
async function awaited(request: APIRequestContext): Promise<{ carla: Caller } & Asked> {
  const carla = await demo(request, "client");
  const [newest] = (await engagementsOf(carla)).filter(({ state }) => state === "active");
  return { carla, ...(await askedMilestone(carla, newest ? [newest] : [])) };
}

async function handIn(page: import("@playwright/test").Page, xml: string): Promise<void> {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "bank.xml", mimeType: "application/xml", buffer: Buffer.from(xml) });
  await page.getByRole("button", { name: "Hand in", exact: true }).click();
}

test("money that came in another amount is told to its client and waits for an admin, who says what was done", async ({
  browser,
  page,
  request,
}) => {
  const [adam, { carla, milestone, funding }] = [await demo(request, "admin"), await awaited(request)];
  await enter(page, adam, "/bank-files");
  const cents = funding.amount.amount - 1;
  await handIn(page, notification([{ cents, way: "CRDT", words: `Invoice ${funding.reference}` }]));
  await expect(page.getByRole("main").getByRole("table")).toContainText("Money that came in");

  const engagement = (await engagementsOf(carla)).find((each) => each.milestones.some(({ id }) => id === milestone.id));
  const theirs = await browser.newPage({ baseURL: new URL(page.url()).origin, locale: "en-GB" });
  await enter(theirs, carla, `/engagements/${engagement?.id}`);
  const step = theirs
    .getByRole("listitem")
    .filter({ has: theirs.getByRole("heading", { name: milestone.title, exact: true }) });
  await expect(step).toContainText("Money came that does not fit");
  await expect(step).toContainText("Missing€0.01");
  await expect(step.getByRole("heading", { name: "Transfer this" })).toBeHidden();
  await expect(step.getByRole("heading", { name: "Transfer what is missing" })).toBeVisible();
  await theirs.close();

  await page.getByRole("navigation").getByRole("link", { name: "Stray money" }).click();
  const card = page.getByRole("article").filter({ hasText: funding.reference });
  await expect(card).toContainText("Another amount");
  await expect(card.getByRole("link", { name: milestone.title })).toHaveAttribute("href", "/fundings?state=pending");
  await card.getByRole("button", { name: "Close with a note" }).click();
  await page.getByRole("dialog").getByLabel("What was done").fill("Sent back today.");
  await page.getByRole("dialog").getByRole("button", { name: "Close with a note" }).click();
  await expect(card).toBeHidden();
  await page.getByLabel("State").selectOption("Closed");
  await expect(page.getByRole("article").filter({ hasText: funding.reference })).toContainText("Sent back today.");
  const { items } = await adam.call<{ items: { funding: string; note: string }[] }>("GET", "/strays?state=closed");
  expect(items.find((stray) => stray.funding === funding.id)?.note).toBe("Sent back today.");
  await carla.call("POST", `/fundings/${funding.id}/void`);
});

test("money that names nothing is listed as it came, until it is dealt with", async ({ page, request }) => {
  const [adam, words] = [await demo(request, "admin"), `For the cheese ${newWord()}`];
  await enter(page, adam, "/bank-files");
  await handIn(page, notification([{ cents: 12_345, way: "CRDT", words }]));
  await expect(page.getByRole("main").getByRole("table")).toContainText("Money that came in");
  const file = page.url().split("/").pop();

  await page.getByRole("navigation").getByRole("link", { name: "Money received" }).click();
  const card = page.getByRole("article").filter({ hasText: words });
  await expect(card).toContainText("€123.45");
  await expect(card).toContainText("Unclaimed");
  await page.getByRole("main").getByRole("link", { name: "Stray money" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stray money" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Money received" }).click();
  await page.getByLabel("Show").selectOption("Everything");
  await expect(page).toHaveURL("/bank-credits?show=all");
  await card.getByRole("link", { name: "the bank’s file" }).click();
  await expect(page).toHaveURL(`/bank-files/${file}`);

  await page.getByRole("navigation").getByRole("link", { name: "Money received" }).click();
  await card.getByRole("button", { name: "Close with a note" }).click();
  await page.getByRole("dialog").getByLabel("What was done").fill("Sent back at the bank.");
  await page.getByRole("dialog").getByRole("button", { name: "Close with a note" }).click();
  await expect(card).toBeHidden();
  await page.getByLabel("Show").selectOption("Everything");
  await expect(card).toContainText("Closed");
  await expect(card).toContainText("Sent back at the bank.");
});

interface Issued {
  kind: string;
  number: string;
  milestone: string;
  net: { amount: number };
}

const issued = async (adam: Caller) => (await adam.call<{ items: Issued[] }>("GET", "/invoices?limit=100")).items;

/** An invoice on the first page of which nothing went back yet; not one of the newest, which other journeys look at. */
async function wholeInvoice(adam: Caller): Promise<Issued> {
  const all = await issued(adam);
  const credited = all.filter(({ kind }) => kind === "credit_note").map(({ milestone }) => milestone);
  const whole = all
    .slice(0, 12)
    .findLast(({ kind, milestone, net }) => kind === "invoice" && net.amount >= 5_000 && !credited.includes(milestone));
  if (!whole) {
    throw new Error("something went back of every invoice on the first page");
  }
  return whole;
}

test.describe("refunds", () => {
  test.use({ provoked: /status of 422/ });

  test("a part of what was paid out goes back to the client, no more than there is, and a credit note says so", async ({
    page,
    request,
  }) => {
    const adam = await demo(request, "admin");
    const invoice = await wholeInvoice(adam);
    await enter(page, adam, "/home");
    await page.getByRole("navigation").getByRole("link", { name: "Invoices" }).click();
    const card = page
      .getByRole("article")
      .filter({ has: page.getByRole("heading", { name: invoice.number, exact: true }) });
    await card.getByRole("button", { name: "Give money back" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(new RegExp(`for ${invoice.number}, .+: .+ \\(at most €[\\d,.]+ before tax\\)`));
    await dialog.getByLabel("How much without tax, in EUR").fill("9999999.00");
    await dialog.getByLabel("What both sides read of it").fill("A page came late.");
    await dialog.getByRole("button", { name: "Give it back" }).click();
    await expect(dialog.getByRole("alert")).toContainText("more than what was paid out");
    await dialog.getByLabel("How much without tax, in EUR").fill("10.00");
    await dialog.getByRole("button", { name: "Give it back" }).click();
    await expect(page.getByText("Given back. Both sides are told.")).toBeVisible();
    const notes = (await issued(adam)).filter(
      ({ kind, milestone }) => kind === "credit_note" && milestone === invoice.milestone,
    );
    expect(notes).toHaveLength(1);
    await expect(
      page.getByRole("article").filter({ has: page.getByRole("heading", { name: notes[0]?.number, exact: true }) }),
    ).toContainText("Credit note");
  });
});

test("an admin takes a request for money back, and the client is asked for nothing more", async ({ page, request }) => {
  const [adam, { carla, funding, milestone }] = [await demo(request, "admin"), await awaited(request)];
  await enter(page, adam, "/fundings");
  const spaced = funding.reference.replaceAll(/(.{4})(?=.)/g, "$1 ");
  const card = page.getByRole("article").filter({ hasText: spaced });
  await card.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(card).toBeHidden();
  const { items } = await carla.call<{ items: { id: string; state: string; void_reason: string }[] }>(
    "GET",
    `/milestones/${milestone.id}/fundings`,
  );
  expect(items.find(({ id }) => id === funding.id)).toMatchObject({ state: "void", void_reason: "admin" });
});

test("what is owed is paid in a batch, whose file goes to the bank and whose outcome comes back", async ({
  page,
  request,
}) => {
  const [adam, carla] = [await demo(request, "admin"), await demo(request, "client")];
  const payee = await owed(request, carla);
  await enter(page, adam, "/payout-batches");
  await page.getByRole("button", { name: "Make the batch" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Batch of /);
  const id = page.url().split("/").pop();
  const file = await downloaded(page, () => page.getByRole("button", { name: /^File for the bank/ }).click());
  expect(file.bytes.toString()).toContain("pain.001.001.09");
  expect(file.bytes.toString()).toContain(payee.iban);
  await expect(page.getByRole("table", { name: "Payouts" })).toContainText("Sent to the bank");

  const { items } = await adam.call<{ items: { end_to_end: string; payout: { amount: { amount: number } } }[] }>(
    "GET",
    `/payout-batches/${id}/payouts?limit=100`,
  );
  const booked = items.map(({ end_to_end, payout }) => ({
    cents: payout.amount.amount,
    way: "DBIT" as const,
    id: end_to_end,
  }));
  await page.getByRole("navigation").getByRole("link", { name: "Bank files" }).click();
  await handIn(page, notification(booked));
  const lines = page.getByRole("main").getByRole("table");
  await expect(lines.getByRole("row").nth(1)).toContainText("Payout booked");
  await lines.getByRole("link", { name: "Open" }).first().click();
  await expect(page.getByRole("table", { name: "Payouts" })).toContainText("Paid");
  const paid = await payee.member.call<{ items: { state: string }[] }>("GET", "/member/payouts");
  expect(paid.items[0]?.state).toBe("settled");
});

test("what goes back to a client leaves with a batch, to the account that they name on their page", async ({
  page,
  request,
}) => {
  const [adam, carla] = [await demo(request, "admin"), await demo(request, "client")];
  const paid = (await engagementsOf(carla)).flatMap(({ milestones }) => milestones);
  const milestone = paid.find(({ state }) => state === "released");
  const reason = { kind: "refund", amount: 1_234, reason: "Agreed on." };
  await adam.call("POST", `/milestones/${milestone?.id}/refunds`, reason);
  const iban = "NL91ABNA0417164300";
  await enter(page, carla, "/billing");
  const section = page.getByRole("region", { name: "Refunds" });
  await expect(section).toContainText("Leaves with the next payouts");
  await section.getByRole("button", { name: "Change" }).click();
  await section.getByLabel("Account holder").fill("Alpenrad GmbH");
  await section.getByLabel("IBAN").fill(iban);
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section).toContainText("NL91 ABNA 0417 1643 00");

  await enter(page, adam, "/payout-batches");
  await page.getByRole("button", { name: "Make the batch" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Batch of /);
  const row = page.getByRole("table", { name: "Payouts" }).getByRole("row").filter({ hasText: "Refund to a client" });
  await expect(row.filter({ hasText: "Alpenrad GmbH" })).toContainText("ends in 4300");
  const id = page.url().split("/").pop();
  const file = await downloaded(page, () => page.getByRole("button", { name: /^File for the bank/ }).click());
  expect(file.bytes.toString()).toContain(iban);
  const { items } = await adam.call<{ items: { end_to_end: string; payout: { amount: { amount: number } } }[] }>(
    "GET",
    `/payout-batches/${id}/payouts?limit=100`,
  );
  const booked = items.map(({ end_to_end, payout }) => ({
    cents: payout.amount.amount,
    way: "DBIT" as const,
    id: end_to_end,
  }));
  await page.getByRole("navigation").getByRole("link", { name: "Bank files" }).click();
  await handIn(page, notification(booked));
  await expect(page.getByRole("main").getByRole("table").getByRole("row").nth(1)).toContainText("Payout booked");
  await enter(page, carla, "/billing");
  await expect(page.getByRole("table", { name: "What was paid back" }).getByRole("row").nth(1)).toContainText("Paid");
});

/** A member who is owed money and has said where it is to go, just now. */
async function owed(request: APIRequestContext, carla: Caller): Promise<{ member: Caller; iban: string }> {
  const all = await engagementsOf(carla);
  const paid = all.filter(({ milestones }) => milestones.some(({ state }) => state === "released"));
  for (const { id } of paid.reverse()) {
    for (const member of await teamOf(request, id)) {
      const { balances } = await member.call<{ balances: { amount: number }[] }>("GET", "/member/earnings");
      const details = await member.call<{ items: object[] }>("GET", "/member/bank-details");
      if (details.items.length === 0 && (balances[0]?.amount ?? 0) >= 1_000) {
        const iban = "DE89370400440532013000";
        await member.call("PUT", "/member/bank-details", { holder: "Ada Novak", iban });
        return { member, iban };
      }
    }
  }
  throw new Error("nobody is owed anything any more");
}

test.describe("unreadable", () => {
  test.use({ provoked: /status of 400/ });

  test("a file that is none from a bank changes nothing", async ({ page, request }) => {
    await enter(page, await demo(request, "admin"), "/bank-files");
    await page.getByRole("button", { name: "Hand in", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("Choose a file first.");
    await handIn(page, "<html><body>no</body></html>");
    await expect(page.getByRole("alert")).toContainText("no file from a bank that Muster can read");
  });
});

test("an admin founds a space and names who runs it", async ({ page, request }) => {
  const [adam, person] = [await demo(request, "admin"), await newPerson(request, "Olga")];
  const name = `Space ${newWord()}`;
  await enter(page, adam, "/network/spaces");
  const form = page.getByRole("region", { name: "Found a space" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Place").selectOption({ index: 1 });
  await form.getByLabel("First commission, in percent").fill("7.5");
  await form.getByRole("button", { name: "Found the space" }).click();
  await expect(page.getByText("The space is founded. Add an operator.")).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: name });
  // Spaces come page by page, and the button for more is gone with the last of them.
  await expect(async () => {
    if (!(await row.isVisible())) {
      await page.getByRole("button", { name: "Show more" }).click({ timeout: 2_000 });
    }
    await expect(row).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await row.getByRole("button", { name: /See operators/ }).click();
  const dialog = page.getByRole("dialog", { name: `Operators of ${name}` });
  await dialog.getByLabel("Address of somebody who signed up").fill(person.email);
  await dialog.getByRole("button", { name: "Add an operator" }).click();
  await expect(page.getByText("Added.")).toBeVisible();
  const operator = await wearing(request, person, "operator");
  const { items } = await operator.call<{ items: { name: string }[] }>("GET", "/operator/spaces");
  expect(items.map((space) => space.name)).toEqual([name]);
});

/** An organisation that was founded just now. */
async function newOrganisation(
  request: APIRequestContext,
): Promise<{ founder: Caller; id: string; name: string; word: string }> {
  const [person, word] = [await newPerson(request, "Fay"), newWord()];
  const name = `Winter ${word} & Co`;
  const { id } = await person.call<{ id: string }>("POST", "/clients", { name, country: "AT", currency: "EUR" });
  return { founder: await wearing(request, person, "client"), id, name, word };
}

test("an admin finds a client by its name, and says which member brought it, by the id that the member finds", async ({
  page,
  request,
}) => {
  const [adam, { founder, id, name, word }] = [await demo(request, "admin"), await newOrganisation(request)];
  const mia = await newMember(request, "Mia");
  const { id: member } = await mia.call<{ id: string }>("GET", "/member");
  await enter(page, adam, "/network/finders");
  const search = page.getByRole("combobox", { name: "Find a client" });
  await search.fill(`${word}%`);
  await expect(page.getByText(`No client’s name holds “${word}%”.`)).toBeVisible();
  await search.fill(`${word.toUpperCase()} & c`);
  await page.getByRole("option", { name }).click();
  await expect(page).toHaveURL(`/network/finders?client=${id}`);
  await expect(page.getByRole("region", { name: "Who brought this organisation" })).toContainText(name);
  await expect(page.getByText("Nobody is named so far.")).toBeVisible();

  const form = page.getByRole("region", { name: "Name somebody" });
  await form.getByLabel("Who it was").selectOption("A member");
  await form.getByLabel("The member’s id").fill(member);
  await form.getByRole("button", { name: "Name them" }).click();
  const row = page.getByRole("table", { name: "Who brought this organisation" }).getByRole("row").nth(1);
  await expect(row).toContainText(member);
  await expect(row).toContainText("Counts");
  const { finders } = await founder.call<{ finders: { member?: string }[] }>("GET", "/client/finder");
  expect(finders.map((each) => each.member)).toEqual([member]);
});

test.describe("finders", () => {
  test.use({ provoked: /status of 409/ });

  test("nobody is said to have brought a client twice from the same day on", async ({ page, request }) => {
    const [adam, { id }] = [await demo(request, "admin"), await newOrganisation(request)];
    const { items } = await adam.call<{ items: { id: string; name: string }[] }>("GET", "/spaces");
    const today = new Date().toISOString().slice(0, 10);
    await adam.call("POST", `/clients/${id}/finders`, { finder: { space: items[0]?.id }, from_day: today });
    await enter(page, adam, `/network/finders?client=${id}`);
    await expect(page.getByRole("table").getByText(`Space ${items[0]?.name}`)).toBeVisible();
    const form = page.getByRole("region", { name: "Name somebody" });
    await form.getByLabel("Who it was").selectOption("Nobody any more");
    await form.getByRole("button", { name: "Name them" }).click();
    await expect(form.getByRole("alert")).toContainText("It is said already who counts from that day on.");
  });
});

test.describe("nobody", () => {
  test.use({ provoked: /status of 4\d\d/ });

  test("somebody who never signed up runs no space", async ({ page, request }) => {
    await enter(page, await demo(request, "admin"), "/network/spaces");
    await page
      .getByRole("button", { name: /See operators/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address of somebody who signed up").fill(newAddress("nobody"));
    await dialog.getByRole("button", { name: "Add an operator" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
  });
});

test("the book balances every night, each month has its root, and the log of acts is whole", async ({
  page,
  request,
}) => {
  const adam = await demo(request, "admin");
  const periods = await adam.call<{ items: { root: string }[] }>("GET", "/periods");
  await enter(page, adam, "/home");
  await expect(page.getByText("It balances")).toBeVisible();
  await page.getByRole("link", { name: "All recounts" }).click();
  await expect(page.getByText("Balances").first()).toBeVisible();
  await expect(page.getByText(periods.items[0]?.root ?? "-")).toBeVisible();

  await page.getByRole("navigation").getByRole("link", { name: "Audit log" }).click();
  await page.getByRole("button", { name: "Check the log" }).click();
  await expect(page.getByText("The log is whole")).toBeVisible();
});

test("an admin sees how places are linked, and not how opportunity is spread", async ({ page, request }) => {
  const adam = await demo(request, "admin");
  await enter(page, adam, "/home");
  await page.getByRole("navigation").getByRole("link", { name: "Exchange" }).click();
  await expect(page.getByRole("img", { name: /^The places of the network/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "How opportunity is spread" })).toBeHidden();
  expect(await adam.status("GET", "/turns/distribution")).toBe(403);
});

test("an admin records what the bank exchanged, and corrects it where it was typed wrong", async ({
  page,
  request,
}) => {
  const adam = await demo(request, "admin");
  const reference = `FX ${newWord()}`;
  await enter(page, adam, "/home");
  await page.getByRole("navigation").getByRole("link", { name: "The book" }).click();
  await expect(page.getByRole("table", { name: "Trial balance, EUR" })).toContainText("Bank");
  await expect(page.getByText("Does not balance")).toHaveCount(0);

  await page.getByRole("button", { name: "Record an exchange" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Left the account").fill("20");
  await dialog.getByLabel("Came into the account").fill("50.00");
  await dialog.getByLabel("Bank reference").fill(reference);
  await dialog.getByRole("button", { name: "Check" }).click();
  await expect(dialog).toContainText("€20.00 left the account");
  await expect(dialog).toContainText(reference);
  await dialog.getByRole("button", { name: "Record the exchange" }).click();
  await expect(page.getByText("The exchange is recorded.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Trial balance, CZK" })).toContainText("Exchange");

  await page.getByLabel("Show").selectOption("Exchange");
  await expect(page).toHaveURL("/book?kind=exchange");
  const rows = page.getByRole("table", { name: "Entries, the newest first" }).getByRole("row");
  await rows.filter({ hasText: reference }).getByRole("button", { name: "Correct this entry" }).click();
  await dialog.getByLabel("Why").fill("Twenty was two.");
  await dialog.getByLabel("Left the account").fill("2");
  await dialog.getByRole("button", { name: "Check" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose the day");
  await dialog.getByLabel("What it should have been").selectOption("No exchange at all");
  await dialog.getByRole("button", { name: "Check" }).click();
  await expect(dialog).toContainText("nothing stands in its place");
  await dialog.getByRole("button", { name: "Correct the entry" }).click();
  await expect(page.getByText("The entry is corrected.")).toBeVisible();
  await expect(rows.filter({ hasText: reference })).toContainText("Taken back");

  const { items } = await adam.call<{ items: { memo: string; subject: string }[] }>(
    "GET",
    "/book/entries?kind=reversal",
  );
  expect(items.find(({ subject }) => subject === reference)?.memo).toBe("Twenty was two.");
});

test("an admin looks at what Muster does by itself", async ({ page, request }) => {
  const adam = await demo(request, "admin");
  await enter(page, adam, "/home");
  await page.getByRole("navigation").getByRole("link", { name: "Background work" }).click();
  await expect(page.getByText("Nothing was given up")).toBeVisible();
  await page.getByLabel("Show").selectOption("Done");
  await expect(page).toHaveURL("/jobs?state=done");
  const newest = page.getByRole("article").first();
  await expect(newest.getByText("Done", { exact: true })).toBeVisible();
  await expect(newest.getByRole("button")).toHaveCount(0);
});

test.describe("forbidden", () => {
  test.use({ provoked: /status of 40[34]/ });

  test("an admin sees no page of another hat, and decides nothing that is a steward's", async ({ page, request }) => {
    const adam = await demo(request, "admin");
    await enter(page, adam, "/home");
    await expectForbidden(page, ["/briefs", "/invitations", "/spaces", "/desk", "/earnings"]);
    for (const path of ["/briefs", "/member/invitations", "/operator/spaces", "/steward/handovers", "/disputes"]) {
      expect(await adam.status("GET", path), path).toBe(403);
    }
    const policies = await adam.call<{ items: { policy: object }[] }>("GET", "/policies");
    const proposal = { policy: policies.items[0]?.policy, why: "An admin proposes no policy, ever.", report: null };
    expect(await adam.status("POST", "/policies", proposal)).toBe(403);
  });
});
