import { session } from "./client";

/** Fetches a file that only whoever is signed in may have, and hands it to the browser to keep. Throws the API's problem. */
export async function download(path: string, name: string): Promise<void> {
  const headers: Record<string, string> = session.access ? { Authorization: `Bearer ${session.access}` } : {};
  let answer = await fetch(path, { headers });
  if (answer.status === 401 && (await session.renew())) {
    answer = await fetch(path, { headers: { Authorization: `Bearer ${session.access}` } });
  }
  if (!answer.ok) {
    throw await answer.json();
  }
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to save it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
