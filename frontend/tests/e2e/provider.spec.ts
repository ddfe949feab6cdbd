import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { newClient } from "./support/people";
import { enter, expect, test } from "./support/test";

/** A provider that says of itself what it must, which is all that is asked of one while it is registered. */
async function newProvider(): Promise<{ issuer: string; close: () => void }> {
  let issuer = "";
  const server = createServer((_, answer) => {
    const description = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    };
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify(description));
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, close: () => server.close() };
}

test.describe("the sign-in of an organisation", () => {
  // The issuer of everybody.
  test.use({ provoked: /status of 422/ });

  test("is registered by finance at its own issuer, and vouches for addresses", async ({ page, request }) => {
    const ada = await newClient(request, "Ada");
    const provider = await newProvider();
    await enter(page, ada, "/organisation/people");
    const section = page.getByRole("region", { name: "Your own sign-in" });
    const vouches = section.getByRole("checkbox", { name: "It vouches for the addresses of your domains" });
    await expect(vouches).not.toBeChecked();
    await vouches.check();
    await section.getByLabel("Provider (issuer)").fill("https://login.microsoftonline.com/common/v2.0");
    await section.getByLabel("Client ID", { exact: true }).fill("muster");
    await section.getByLabel("Client secret", { exact: true }).fill("a secret of the provider");
    await section.getByLabel("Domains of your addresses").fill("ada.example");
    await section.getByRole("button", { name: "Save", exact: true }).click();
    await expect(section.getByRole("alert")).toContainText("take the one with the ID of your own directory");

    await section.getByLabel("Provider (issuer)").fill(provider.issuer);
    await section.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await expect(section.getByText("Waits until an admin of the network confirms a domain")).toBeVisible();
    await expect(vouches).toBeChecked();
    const kept = await ada.call<{ provider: object }>("GET", "/client/provider");
    expect(kept.provider).toMatchObject({ issuer: provider.issuer, vouches_for_addresses: true });
    provider.close();
  });
});
