import type { PageOf } from "@/api/paging";

/**
 * One item of a list that has no address of its own in the API: read page by page until it is found.
 * Throws what the API says where there is no such thing.
 */
export async function findInPages<Item extends { id: string }>(
  id: string,
  read: (after: string | undefined) => Promise<PageOf<Item>>,
): Promise<Item> {
  let after: string | undefined;
  do {
    const page = await read(after);
    const found = page.items.find((item) => item.id === id);
    if (found) {
      return found;
    }
    after = page.next ?? undefined;
  } while (after);
  throw { type: "urn:muster:problem:not-found", title: "Not found", status: 404, detail: "" };
}
