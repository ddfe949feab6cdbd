import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PORT = "E2E_PORT";
const DATA = "E2E_DATA";

function freePort(): string {
  const script =
    "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })";
  return execFileSync(process.execPath, ["-e", script]).toString().trim();
}

// The configuration is read again in each worker, which inherits what the first reading has put into the environment.
process.env[PORT] ??= freePort();
process.env[DATA] ??= mkdtempSync(join(tmpdir(), "muster-e2e-"));

/** The data folder of the network under test: its database, its keys, its mail. */
export const data = process.env[DATA];
export const bind = `127.0.0.1:${process.env[PORT]}`;
export const url = `http://${bind}`;
