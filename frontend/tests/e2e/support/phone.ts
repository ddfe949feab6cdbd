import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** What an app on a phone does with the secret that it was told: a code every thirty seconds (RFC 6238). */
export class Phone {
  private readonly secret: Buffer;
  private last = 0;

  constructor(secret: string) {
    const bits = [...secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
    const bytes = bits.match(/.{8}/g) ?? [];
    this.secret = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  }

  /** A code that was not shown yet. The server takes those of the step before and the one after as well. */
  code(): string {
    const now = Math.floor(Date.now() / STEP_MS);
    // Two at once are had from two steps; whoever wants a third waits.
    this.last = Math.max(now, this.last + 1);
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(this.last));
    const digest = createHmac("sha1", this.secret).update(counter).digest();
    const place = (digest.at(-1) ?? 0) & 15;
    const cut = digest.readUInt32BE(place) & 0x7fffffff;
    return String(cut % 1_000_000).padStart(6, "0");
  }
}
