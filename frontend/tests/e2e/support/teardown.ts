import { rmSync } from "node:fs";
import { data } from "./network";

export default function teardown(): void {
  rmSync(data, { recursive: true, force: true });
}
