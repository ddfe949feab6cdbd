/** What a session is on, without the words that only English puts between: "Firefox on an iPhone" is "Firefox · iPhone". */
export function deviceName(device: string, unknown: string): string {
  const [browser = "", system] = device.split(" on ");
  const name = browser === "" || browser === "a program" ? unknown : browser;
  return system ? `${name} · ${system.replace(/^an? /, "")}` : name;
}
