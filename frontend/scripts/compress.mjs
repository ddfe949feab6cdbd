// Compresses what was built, as small as it gets, once: the server sends these files to whoever takes brotli.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const folder = "dist/assets";
for (const name of readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))) {
  const path = join(folder, name);
  writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
}
