import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../config.js";
import { makeSelfSigned } from "../../tls.js";
import { certificate } from "./checks/certificate.js";
import { clock } from "./checks/clock.js";
import { dataFolder } from "./checks/data-folder.js";
import { keystore } from "./checks/keystore.js";
import { locks } from "./checks/locks.js";
import { network } from "./checks/network.js";
import { node } from "./checks/node.js";
import { port } from "./checks/port.js";
import { judgeSettings, postgres } from "./checks/postgres.js";
import { gapsIn } from "./checks/relayer.js";
import { rpc } from "./checks/rpc.js";
import { settings } from "./checks/settings.js";
import { examine, textOf, worstOf } from "./examine.js";
import type { Check, Patient } from "./finding.js";

const NOW = 1_800_000_000;
const DIRECTORY = "0x00000000000000000000000000000000000000aa";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "peerseal-doctor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An endpoint that is in order, but for what is given. */
function answering(more: Readonly<Record<string, unknown>> = {}): Patient["ask"] {
  const answers: Record<string, unknown> = {
    eth_chainId: "0x7a69",
    eth_blockNumber: "0x64",
    eth_getCode: "0x60",
    eth_getLogs: [],
    eth_getBlockByNumber: { number: "0x64", hash: `0x${"1".repeat(64)}`, timestamp: `0x${NOW.toString(16)}` },
    ...more,
  };
  return async (_, method, params) => {
    const answer = answers[`${method} ${String(params[0])}`] ?? answers[method];
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

function patientOf(environment: Readonly<Record<string, string>> = {}, more: Partial<Patient> = {}): Patient {
  return {
    config: readConfig({ PEERSEAL_DATA_DIR: folder, ...environment }),
    configFault: null,
    place: { network: `eip155:31337:${DIRECTORY}`, rpcUrls: ["http://one.example"] },
    db: null,
    databaseFault: null,
    ask: answering(),
    relayer: async () => "0x1",
    now: () => NOW,
    nodeVersion: "24.0.0",
    ...more,
  };
}

/** Level and fix of all that a check says. */
async function said(check: Check, patient: Patient) {
  return (await check.run(patient)).map(({ level, message, fix }) => ({ level, message, fix }));
}

const FAULTS: readonly (readonly [string, Check, () => Promise<Patient> | Patient, string, RegExp])[] = [
  ["an old Node", node, () => patientOf({}, { nodeVersion: "20.11.0" }), "fail", /Install Node 24/],
  [
    "a setting that is wrong",
    settings,
    () =>
      patientOf(
        {},
        { config: null, configFault: { message: "PORT is not a port number.", fix: "Correct the setting named." } },
      ),
    "fail",
    /Correct/,
  ],
  [
    "a public name without TLS",
    settings,
    () => patientOf({ PUBLIC_URL: "http://r.example", METRICS_PORT: "1" }),
    "warn",
    /https/,
  ],
  [
    "metrics on a public port",
    settings,
    () => patientOf({ PUBLIC_URL: "https://r.example" }),
    "warn",
    /METRICS_PORT=9464/,
  ],
  [
    "a data folder that others may write",
    dataFolder,
    async () => {
      const path = join(folder, "open");
      await mkdir(path);
      await chmod(path, 0o777);
      return patientOf({ PEERSEAL_DATA_DIR: path });
    },
    "fail",
    /^chmod 700 .+open$/,
  ],
  ["no data folder", dataFolder, () => patientOf({ PEERSEAL_DATA_DIR: join(folder, "none") }), "warn", /npm start/],
  [
    "a data folder that is a file",
    dataFolder,
    async () => {
      await writeFile(join(folder, "file"), "");
      return patientOf({ PEERSEAL_DATA_DIR: join(folder, "file") });
    },
    "fail",
    /PEERSEAL_DATA_DIR/,
  ],
  [
    "a keystore that others may read",
    keystore,
    () =>
      patientOf(
        {},
        {
          relayer: () => {
            const message = "The keystore d/keystore.json can be read by others: run chmod 600 on it.";
            return Promise.reject(new PeersealError("config-invalid", message));
          },
        },
      ),
    "fail",
    /^chmod 600 d\/keystore\.json$/,
  ],
  ["no relayer", keystore, () => patientOf({}, { relayer: async () => null }), "warn", /operations\.md/],
  ["no database", postgres, () => patientOf({}, { databaseFault: "PostgreSQL does not answer." }), "fail", /npm start/],
  [
    "no database of one's own",
    postgres,
    () => patientOf({ DATABASE_URL: "postgres://db.example/p" }),
    "fail",
    /DATABASE_URL/,
  ],
  [
    "another chain",
    network,
    () => patientOf({}, { ask: answering({ eth_chainId: "0x1" }) }),
    "fail",
    /RPC_URL or PEERSEAL_NETWORK/,
  ],
  ["no directory", network, () => patientOf({}, { ask: answering({ eth_getCode: "0x" }) }), "fail", /PEERSEAL_NETWORK/],
  ["no endpoint", network, () => patientOf({}, { ask: answering({ eth_chainId: new Error("x") }) }), "fail", /RPC_URL/],
  [
    "an endpoint without finality",
    rpc,
    () => patientOf({}, { ask: answering({ "eth_getBlockByNumber finalized": new Error("x") }) }),
    "warn",
    /finalized/,
  ],
  [
    "an endpoint without ranges",
    rpc,
    () => patientOf({}, { ask: answering({ eth_getLogs: new Error("x") }) }),
    "warn",
    /plan/,
  ],
  [
    "an endpoint without a past",
    rpc,
    () => patientOf({}, { ask: answering({ eth_getCode: new Error("x") }) }),
    "warn",
    /archive/,
  ],
  ["a clock behind the chain", clock, () => patientOf({}, { now: () => NOW - 90 }), "warn", /timedatectl/],
  [
    "a certificate that ended",
    certificate,
    async () => patientOf(await filesOf("ended", NOW - 400 * 86_400)),
    "fail",
    /Renew/,
  ],
  [
    "a certificate that ends soon",
    certificate,
    async () => patientOf(await filesOf("soon", NOW - 355 * 86_400)),
    "warn",
    /Renew/,
  ],
  ["no certificate", certificate, () => patientOf({ TLS_CERT: "none.pem", TLS_KEY: "none.pem" }), "fail", /chmod/],
];

async function filesOf(name: string, made: number) {
  const { cert, key } = await makeSelfSigned(made);
  const files = { TLS_CERT: join(folder, `${name}.pem`), TLS_KEY: join(folder, `${name}.key`) };
  await writeFile(files.TLS_CERT, cert);
  await writeFile(files.TLS_KEY, key);
  return files;
}

test.each(FAULTS)("finds %s", async (_, check, plant, level, fix) => {
  const found = await said(check, await plant());
  expect(found).toEqual([{ level, message: expect.any(String), fix: expect.stringMatching(fix) }]);
});

test("finds nothing wrong where nothing is", async () => {
  for (const check of [node, settings, dataFolder, keystore, locks, network, rpc, clock, certificate]) {
    for (const one of await said(check, patientOf())) expect(one).toMatchObject({ level: "ok", fix: null });
  }
});

test("with several endpoints one that is away is no failure", async () => {
  const place = { network: `eip155:31337:${DIRECTORY}`, rpcUrls: ["http://one.example", "http://two.example"] };
  const here = answering();
  const ask: Patient["ask"] = (endpoint, ...rest) =>
    endpoint === 1 ? Promise.reject(new Error("https://two.example/s3cret")) : here(endpoint, ...rest);
  const found = await said(network, patientOf({}, { place, ask }));
  expect(found).toMatchObject([{ level: "warn", message: "Endpoint 2 of RPC_URL does not answer." }]);
});

test("says who holds the data folder, and whether they live", async () => {
  const path = join(folder, "locked");
  await mkdir(join(path, "postgres"), { recursive: true });
  await writeFile(join(path, "lock"), JSON.stringify({ pid: process.pid, born: "" }));
  await writeFile(join(path, "postgres", "lock"), JSON.stringify({ pid: 2 ** 22 + 7, born: "" }));
  expect(await said(locks, patientOf({ PEERSEAL_DATA_DIR: path }))).toMatchObject([
    { message: `The data folder is in use by process ${process.pid}.` },
    { message: expect.stringContaining("of a process that ended") },
  ]);
});

test("tells a port of another program from that of a registry", async () => {
  const other = createServer((socket) => socket.resume().end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const number = String(typeof address === "object" ? address?.port : 0);
  expect(await said(port, patientOf({ PORT: number }))).toMatchObject([
    { level: "fail", fix: expect.stringContaining(number) },
  ]);
  await new Promise((resolve) => other.close(resolve));
  expect(await said(port, patientOf({ PORT: number }))).toMatchObject([{ level: "ok" }]);
});

const GOOD = {
  server_version_num: "180004",
  server_version: "18.4",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "60",
  server_encoding: "UTF8",
};

test.each([
  [{ fsync: "off" }, "fail", /SET fsync = on/],
  [{ synchronous_commit: "off" }, "fail", /SET synchronous_commit = on/],
  [{ full_page_writes: "off" }, "fail", /SET full_page_writes = on/],
  [{ server_encoding: "SQL_ASCII" }, "fail", /UTF8/],
  [{ server_version_num: "120000" }, "fail", /newer/],
  [{ max_connections: "10" }, "warn", /max_connections = 100/],
])("finds PostgreSQL with %o", (change, level, fix) => {
  expect(judgeSettings(GOOD)).toMatchObject([{ level: "ok" }]);
  expect(judgeSettings({ ...GOOD, ...change })).toEqual([
    { level, message: expect.any(String), fix: expect.stringMatching(fix) },
  ]);
});

test("finds nonces that nobody holds", () => {
  expect(gapsIn(7, [9, 10])).toEqual([7, 8]);
  expect(gapsIn(7, [7, 8])).toEqual([]);
});

test("what could not be checked is told, and never looks well", async () => {
  const broken: Check = { name: "broken", needs: [], run: () => Promise.reject(new Error("s3cret")) };
  const needy: Check = { name: "needy", needs: ["database"], run: async () => [] };
  const findings = await examine(patientOf(), [broken, needy, node]);
  expect(findings.map(({ check, level }) => [check, level])).toEqual([
    ["broken", "warn"],
    ["needy", "warn"],
    ["node", "ok"],
  ]);
  expect(worstOf(findings)).toBe("warn");
  expect(textOf(findings)).not.toContain("s3cret");
  expect(textOf(findings)).toMatch(/^WARN {2}broken {2}Not checked/);
});
