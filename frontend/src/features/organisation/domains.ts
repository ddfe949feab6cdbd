/** What somebody wrote as domains: with commas or white space between them. */
export function domainsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((domain) => domain !== "");
}

/** Whether these are domains as the server takes them: one to ten, of names with dots between them. */
export function areDomains(text: string): boolean {
  const domains = domainsOf(text);
  const isDomain = (domain: string) =>
    domain.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(domain);
  return 1 <= domains.length && domains.length <= 10 && domains.every(isDomain);
}
