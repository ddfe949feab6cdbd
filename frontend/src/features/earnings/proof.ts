/** Checks in the browser that a line stands in a statement: RFC 9162, with the browser's own SHA-256. */

import type { Proof } from "@/api/generated";

type Node = Uint8Array<ArrayBuffer>;

async function sha256(...parts: Node[]): Promise<Node> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytes(text: string): Node {
  return new Uint8Array((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

/** The line exactly as the tree holds it: this JSON, without spaces and in this order, is what is hashed. */
export function leafText({ leaf }: Proof): string {
  const { statement, position, entry, line, day, amount, salt } = leaf;
  const { amount: minor, currency } = amount;
  return JSON.stringify({ statement, position, entry, line, day, amount: { amount: minor, currency }, salt });
}

/** The largest power of two below so many leaves, two at least: where the tree is divided. */
function half(leaves: number): number {
  let power = 1;
  while (power * 2 < leaves) {
    power *= 2;
  }
  return power;
}

async function rootAlong(leaf: Node, place: number, leaves: number, path: Node[]): Promise<Node | null> {
  const beside = path.at(-1);
  if (place < 0 || place >= leaves || (leaves === 1) !== (beside === undefined)) {
    return null;
  }
  if (!beside) {
    return leaf;
  }
  const below = path.slice(0, -1);
  const middle = half(leaves);
  const isLeft = place < middle;
  const inner = isLeft
    ? await rootAlong(leaf, place, middle, below)
    : await rootAlong(leaf, place - middle, leaves - middle, below);
  return inner && (isLeft ? sha256(NODE, inner, beside) : sha256(NODE, beside, inner));
}

/** What came of a check. */
export interface Checked {
  /** The hash of the line. */
  leaf: string;
  /** Where the path led; nothing where it has the wrong length. */
  root: string | null;
  holds: boolean;
}

/** Whether this browser can check at all: it hashes only on secure pages. */
export function canCheck(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** Hashes the line, goes along the path, and compares with the root of the statement. */
export async function check(proof: Proof): Promise<Checked> {
  const leaf = await sha256(LEAF, new Uint8Array(new TextEncoder().encode(leafText(proof))));
  const root = await rootAlong(leaf, proof.leaf.position, proof.lines, proof.path.map(bytes));
  const reached = root && hex(root);
  return { leaf: hex(leaf), root: reached, holds: reached === proof.root };
}
