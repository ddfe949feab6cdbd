import { expect, test } from "vitest";
import { deviceName } from "./device";

test("a device is named in every language", () => {
  expect(deviceName("Firefox on Linux", "Ein Programm")).toBe("Firefox · Linux");
  expect(deviceName("Safari on an iPhone", "Ein Programm")).toBe("Safari · iPhone");
  expect(deviceName("a program on Windows", "Ein Programm")).toBe("Ein Programm · Windows");
  expect(deviceName("a program", "Ein Programm")).toBe("Ein Programm");
  expect(deviceName("", "Ein Programm")).toBe("Ein Programm");
});
