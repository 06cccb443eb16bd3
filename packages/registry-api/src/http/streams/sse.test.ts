import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { afterEach, expect, test, vi } from "vitest";
import { makeStreamRoom, type StreamLimits, type StreamRoom } from "./sse.js";

const LIMITS: StreamLimits = { most: 3, mostOfAddress: 2, heartbeatMs: 60_000 };
let room: StreamRoom;

afterEach(() => {
  room.close();
  vi.useRealTimers();
});

/** A reply that keeps what it was given. */
function replying() {
  const headers: Record<string, string> = {};
  let body: Readable | undefined;
  const reply = {
    header: (name: string, value: string) => {
      headers[name] = value;
      return reply;
    },
    send: (given: Readable) => {
      body = given;
      return reply;
    },
  };
  // Of a reply a stream needs these two only.
  return { reply: reply as unknown as FastifyReply, headers, body: () => body ?? new Readable() };
}

async function textOf(body: Readable): Promise<string> {
  let text = "";
  for await (const piece of body) text += String(piece);
  return text;
}

test("writes events with and without ids, and ends", async () => {
  room = makeStreamRoom(LIMITS);
  const { reply, headers, body } = replying();
  const stream = room.open(reply, "a");
  stream.send({ event: "state", data: { a: "x\ny" }, id: "1" });
  stream.send({ event: "removed", data: {} });
  stream.end();
  stream.send({ event: "late", data: {} });
  expect(await textOf(body())).toBe(
    'retry: 2000\n\nid: 1\nevent: state\ndata: {"a":"x\\ny"}\n\nevent: removed\ndata: {}\n\n',
  );
  expect(headers).toMatchObject({ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  await vi.waitFor(() => expect(room.size()).toBe(0));
});

test("opens only so many, of all and of one address, and none once it is closed", () => {
  room = makeStreamRoom(LIMITS);
  room.open(replying().reply, "a");
  room.open(replying().reply, "a");
  const refused = expect.objectContaining({ code: "overloaded" });
  expect(() => room.open(replying().reply, "a")).toThrow(refused);
  room.open(replying().reply, "b");
  expect(() => room.open(replying().reply, "c")).toThrow(refused);
  room.close();
  expect(() => room.open(replying().reply, "d")).toThrow(refused);
});

test("breaks silence, and lets a reader go that does not read", async () => {
  vi.useFakeTimers();
  room = makeStreamRoom({ ...LIMITS, heartbeatMs: 1_000 });
  const { reply, body } = replying();
  const stream = room.open(reply, "a");
  const gone = vi.fn();
  stream.onEnd(gone);
  vi.advanceTimersByTime(1_000);
  expect(String(body().read())).toBe("retry: 2000\n\n: \n\n");
  for (let i = 0; i < 3; i++) stream.send({ event: "x", data: { text: "y".repeat(700_000) } });
  vi.useRealTimers();
  await vi.waitFor(() => expect(gone).toHaveBeenCalledTimes(1));
  expect(room.size()).toBe(0);
});
