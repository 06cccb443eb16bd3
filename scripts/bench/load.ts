import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

/** A request of the load: what is sent, and how many credentials that is. */
export type Shot = { readonly path: string; readonly body: string; readonly credentials: number };

export type Loaded = {
  readonly perSecond: number;
  readonly requestsPerSecond: number;
  readonly p50ms: number;
  readonly p99ms: number;
  readonly requests: number;
  readonly credentials: number;
};

/**
 * Sends shots over so many connections, each the next one as soon as it has its answer, until there are none left or the
 * time is over.
 *
 * @throws where an answer is no 2xx
 */
export async function load(
  base: string,
  connections: number,
  seconds: number,
  next: (connection: number) => Shot | null | Promise<Shot | null>,
): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let credentials = 0;
  const start = performance.now();
  const end = start + seconds * 1_000;
  try {
    await Promise.all(
      Array.from({ length: connections }, async (_, connection) => {
        while (performance.now() < end) {
          const shot = await next(connection);
          if (shot === null) return;
          const from = performance.now();
          await send(agent, base, shot);
          latencies.push(performance.now() - from);
          credentials += shot.credentials;
        }
      }),
    );
  } finally {
    agent.destroy();
  }
  const took = (performance.now() - start) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    perSecond: Math.round(credentials / took),
    requestsPerSecond: Math.round(latencies.length / took),
    p50ms: tenths(at(0.5)),
    p99ms: tenths(at(0.99)),
    requests: latencies.length,
    credentials,
  };
}

/** Sends one request and reads its answer. */
export function send(agent: Agent, base: string, { path, body }: Omit<Shot, "credentials">): Promise<string> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const status = response.statusCode ?? 0;
        if (status < 300) resolve(text);
        else reject(new Error(`${path} answered ${status}: ${text.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
