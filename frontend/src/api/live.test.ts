import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { queryClient } from "@/app/queryClient";
import { events, listen } from "./live";

test("events are told by their names once they are whole", () => {
  const first = events('retry: 3000\n\nevent: told\ndata: {"event":"bid.awarded"}\n\n:\n\nevent: mis');
  expect(first).toEqual({ names: ["told"], rest: "event: mis" });
  expect(events(`${first.rest}sed\ndata: {}\n\n`)).toEqual({ names: ["missed"], rest: "" });
});

describe("whoever listens", () => {
  let end: AbortController;
  /** How often pages were asked to read again. */
  const reads = () => vi.mocked(queryClient.invalidateQueries).mock.calls.length;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(queryClient, "invalidateQueries").mockResolvedValue();
    end = new AbortController();
  });

  afterEach(() => {
    end.abort();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Begins to listen to a server that answers so, one time after the other, and then in the last way for good. */
  function begin(...answers: (() => Response)[]) {
    let asked = 0;
    const answer = vi.fn(async () => {
      const next = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      return next?.() ?? Response.error();
    });
    vi.stubGlobal("fetch", answer);
    void listen(end.signal);
    return answer;
  }

  /** A stream in which this was told, and which goes on or has ended. */
  const stream = (told: string, isOpen: boolean) => () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(told));
          if (!isOpen) {
            controller.close();
          }
        },
      }),
    );
  const refused = () => new Response(null, { status: 503 });

  test("reads again once the server can be heard, for what happened since the page was read, and not by itself", async () => {
    begin(stream(":\n\n", true));
    await vi.advanceTimersByTimeAsync(0);
    expect(reads()).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reads()).toBe(1);
  });

  test("reads again what a page shows whenever something is told", async () => {
    begin(stream("event: told\ndata: {}\n\n", true));
    await vi.advanceTimersByTimeAsync(0);
    expect(reads()).toBe(2);
  });

  test("reads again as soon as the server can be heard once more, for what happened between", async () => {
    const asked = begin(stream(":\n\n", false), stream(":\n\n", true));
    await vi.advanceTimersByTimeAsync(900);
    expect([asked.mock.calls.length, reads()]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(200);
    expect([asked.mock.calls.length, reads()]).toEqual([2, 2]);
  });

  test("reads again after a failure that was short, without waiting for the minute", async () => {
    begin(stream(":\n\n", false), refused, stream(":\n\n", true));
    await vi.advanceTimersByTimeAsync(1_100);
    expect(reads()).toBe(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(reads()).toBe(2);
  });

  test("reads again once a minute while nobody answers", async () => {
    begin(refused);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(reads()).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(reads()).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads()).toBe(2);
  });
});
