import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { makeGuardedFetch } from "./guarded-fetch.js";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const strict = makeGuardedFetch({ loopbackAllowed: false });
const lenient = makeGuardedFetch({ loopbackAllowed: true, timeoutMs: 300, maxBytes: 1_000 });
const refused = (reason: string) =>
  expect.objectContaining({ code: "fetch-refused", details: { reason, host: expect.anything() } });

test.each([
  ["scheme", "http://example.org/list"],
  ["scheme", "file:///etc/passwd"],
  ["scheme", "data:application/json,1"],
  ["url", "not a url"],
  ["url", "https://user:secret@example.org/"],
  ["url", `https://example.org/${"x".repeat(3_000)}`],
  ["port", "https://example.org:5432/"],
  ["address", "https://127.0.0.1/"],
  ["address", "https://2130706433/"],
  ["address", "https://0x7f.1/"],
  ["address", "https://10.1.2.3/"],
  ["address", "https://169.254.169.254/latest/meta-data"],
  ["address", "https://192.168.0.1/"],
  ["address", "https://172.31.255.255/"],
  ["address", "https://100.64.0.1/"],
  ["address", "https://[::1]/"],
  ["address", "https://[::ffff:127.0.0.1]/"],
  ["address", "https://[fd00::1]/"],
  ["address", "https://[fe80::1]/"],
  ["address", "https://[64:ff9b::7f00:1]/"],
  ["address", "https://[2002:7f00:1::]/"],
  ["address", "https://localhost/"],
])("refuses for its %s: %s", async (reason, url) => {
  await expect(strict(url)).rejects.toEqual(refused(reason));
});

test("test mode lets this machine in and no other private address", async () => {
  const url = await serve((_request, response) => response.end('{"a":1}'));
  expect(Buffer.from(await lenient(`${url}/x`)).toString()).toBe('{"a":1}');
  await expect(lenient("http://10.0.0.1/")).rejects.toEqual(refused("address"));
  await expect(lenient("http://169.254.169.254/")).rejects.toEqual(refused("address"));
});

test("follows a redirect by the same rules", async () => {
  const url = await serve((request, response) => {
    if (request.url === "/inward") return response.writeHead(302, { location: "http://10.0.0.1/" }).end();
    if (request.url === "/file") return response.writeHead(302, { location: "file:///etc/hosts" }).end();
    if (request.url === "/once") return response.writeHead(302, { location: "/here" }).end();
    if (request.url === "/here") return response.end("here");
    return response.writeHead(302, { location: "/loop" }).end();
  });
  expect(Buffer.from(await lenient(`${url}/once`)).toString()).toBe("here");
  await expect(lenient(`${url}/inward`)).rejects.toEqual(refused("address"));
  await expect(lenient(`${url}/file`)).rejects.toEqual(refused("scheme"));
  await expect(lenient(`${url}/loop`)).rejects.toMatchObject({ code: "fetch-failed", details: { redirects: 3 } });
});

test("ends what is too large, too slow, an error or broken", async () => {
  const url = await serve((request, response) => {
    if (request.url === "/large") return response.end("x".repeat(2_000));
    if (request.url === "/slow") return void response.write("x");
    if (request.url === "/missing") return response.writeHead(404).end();
    response.writeHead(200, { "content-length": "10" }).write("x");
    return response.destroy();
  });
  await expect(lenient(`${url}/large`)).rejects.toMatchObject({ code: "fetch-failed", details: { maxBytes: 1_000 } });
  await expect(lenient(`${url}/slow`)).rejects.toMatchObject({ code: "fetch-failed" });
  await expect(lenient(`${url}/missing`)).rejects.toMatchObject({ code: "fetch-failed", details: { status: 404 } });
  await expect(lenient(`${url}/broken`)).rejects.toMatchObject({ code: "fetch-failed" });
});

test("says nothing of the caller", async () => {
  let headers: object = {};
  const url = await serve((request, response) => {
    headers = request.headers;
    response.end();
  });
  await lenient(url, { accept: "application/vc" });
  expect(Object.keys(headers).sort()).toEqual(["accept", "accept-encoding", "connection", "host", "user-agent"]);
  expect(headers).toMatchObject({ accept: "application/vc" });
});
