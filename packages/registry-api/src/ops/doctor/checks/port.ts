import { request } from "node:http";
import { createServer } from "node:net";
import { HOST } from "../../../config.js";
import { type Check, configOf, fail, fieldOf, ok, type Said, warn } from "../finding.js";

const ANSWER_MS = 3_000;

/** The port is free, or a registry answers there; then also what it says that it is not ready for. */
export const port: Check = {
  name: "port",
  needs: ["config"],
  run: async (patient) => {
    const { port: number, tls } = configOf(patient);
    if (number === 0) return [ok("Any free port is taken.")];
    if (await isFree(number)) return [ok(`Port ${number} is free: no registry runs here.`)];
    const readiness = tls === null ? await readReadiness(number) : undefined;
    if (tls !== null) return [ok(`Port ${number} is in use.`)];
    if (readiness === undefined) {
      return [
        fail(`Port ${number} is in use by another program.`, `Stop it (ss -ltnp "sport = :${number}"), or set PORT.`),
      ];
    }
    const reasons = reasonsOf(readiness);
    if (reasons.length === 0) return [ok(`A registry answers on port ${number}, and is ready.`)];
    return reasons.map(
      ([part, reason]): Said =>
        warn(`The registry on port ${number} is not ready: ${part}: ${reason}.`, `See docs/operations.md, ${reason}.`),
    );
  },
};

async function isFree(number: number): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(number, HOST, resolve);
    });
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

function readReadiness(number: number): Promise<unknown> {
  return new Promise((resolve) => {
    const asked = request(
      { host: HOST, port: number, path: "/readyz", agent: false, signal: AbortSignal.timeout(ANSWER_MS) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("close", () => resolve(undefined));
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          try {
            const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
            resolve(fieldOf(body, "indexer") === undefined ? undefined : body);
          } catch {
            resolve(undefined);
          }
        });
      },
    );
    asked.on("error", () => resolve(undefined));
    asked.end();
  });
}

/** Every part that is not ready, with its reason. */
function reasonsOf(readiness: unknown): readonly (readonly [string, string])[] {
  const groups = { ...asRecord(fieldOf(readiness, "parts")), ...asRecord(fieldOf(readiness, "operations")) };
  const own = ["database", "chain", "indexer"].map((name) => [name, fieldOf(readiness, name)] as const);
  return [...own, ...Object.entries(groups)].flatMap(([name, part]) =>
    fieldOf(part, "ready") === false ? [[name, String(fieldOf(part, "reason"))] as const] : [],
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
