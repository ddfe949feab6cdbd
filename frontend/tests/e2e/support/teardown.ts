import { rmSync } from "node:fs";
import { data, isRunning } from "./network";

export default function teardown(): void {
  if (!isRunning) {
    rmSync(data, { recursive: true, force: true });
  }
}
