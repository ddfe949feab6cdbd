// The API's description and the client that is made from it: `write` brings both up to date, `check` fails where they
// are not. Both ask the server's own binary, so build it first (cargo build).
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DESCRIPTION = join(ROOT, "openapi.json");
const CLIENT = join(ROOT, "src/api/generated");
const BINARY = process.env.MUSTER ?? join(ROOT, "../target/debug/muster");

function describeApi() {
  if (!existsSync(BINARY)) {
    throw new Error(`there is no ${BINARY}: run cargo build first`);
  }
  return execFileSync(BINARY, ["openapi"], { encoding: "utf8", maxBuffer: 1 << 26 });
}

/** Makes the client from openapi.json in `output`. */
function generate(output) {
  const generator = join(ROOT, "node_modules/.bin/openapi-ts");
  execFileSync(generator, [], {
    cwd: ROOT,
    env: { ...process.env, API_OUTPUT: output },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Every file of a folder, by its path in it. */
function filesOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((file) => join(file.parentPath ?? file.path, file.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}

function differences() {
  if (readFileSync(DESCRIPTION, "utf8") !== describeApi()) {
    return ["openapi.json"];
  }
  const output = mkdtempSync(join(tmpdir(), "muster-api-"));
  try {
    generate(output);
    const [fresh, kept] = [filesOf(output), filesOf(CLIENT)];
    const names = new Set([...fresh.keys(), ...kept.keys()]);
    return [...names].filter((name) => fresh.get(name) !== kept.get(name)).map((name) => `src/api/generated/${name}`);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

const task = process.argv[2];
if (task === "write") {
  writeFileSync(DESCRIPTION, describeApi());
  generate(CLIENT);
} else if (task === "check") {
  const stale = differences();
  if (stale.length > 0) {
    console.error(`Out of date with the server: ${stale.join(", ")}. Run: npm run api`);
    process.exit(1);
  }
  console.log("The API's description and its client are up to date.");
} else {
  console.error("usage: node scripts/api.mjs write|check");
  process.exit(2);
}
