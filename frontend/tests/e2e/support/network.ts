import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The program under test. */
export const MUSTER = process.env.E2E_MUSTER ?? "../target/debug/muster";

const PORT = "E2E_PORT";
const DATA = "E2E_DATA";

function freePort(): string {
  const script =
    "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })";
  return execFileSync(process.execPath, ["-e", script]).toString().trim();
}

/** Whether E2E_PORT and E2E_DATA are those of a server that runs already, and goes on. */
export const isRunning = process.env.E2E_RUNNING === "yes";

// The configuration is read again in each worker, which inherits what the first reading has put into the environment.
process.env[PORT] ??= freePort();
process.env[DATA] ??= mkdtempSync(join(tmpdir(), "muster-e2e-"));

/** The data folder of the network under test: its database, its keys, its mail. */
export const data = process.env[DATA];
const bind = `127.0.0.1:${process.env[PORT]}`;
export const url = `http://${bind}`;

/** The same server by a name, which browsers keep passkeys for. */
export const named = `http://localhost:${process.env[PORT]}`;

/** The network's account, at a bank that does not exist. */
export const IBAN = "AT049999900000000001";

/** What the server under test, and whatever is run beside it, is told. Its webhooks may go to this machine. */
export const settings = {
  MUSTER_BANK_IBAN: IBAN,
  // Who invoices in its name: without it, none is issued.
  MUSTER_NETWORK_COUNTRY: "AT",
  MUSTER_NETWORK_POSTCODE: "8010",
  MUSTER_NETWORK_CITY: "Graz",
  MUSTER_NETWORK_VAT_ID: "ATU00000000",
  MUSTER_LEGAL_IMPRINT: "https://muster.example/imprint",
  MUSTER_LEGAL_PRIVACY: "https://muster.example/privacy",
  MUSTER_BIND: bind,
  MUSTER_PUBLIC_URL: named,
  MUSTER_DATA: data,
  MUSTER_LOG: "error",
  MUSTER_CONNECTIONS: "8",
  // Everybody comes from one address.
  MUSTER_SIGN_INS: "100000",
  MUSTER_OUTBOUND_PRIVATE: "allow",
};
