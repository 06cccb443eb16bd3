import { createLog, startRegistry, startRelaying } from "@peerseal/registry-api";
import type { NetworkId } from "@peerseal/sdk";

type Place = {
  readonly dataDir: string;
  readonly rpc: string;
  readonly databaseUrl: string;
  readonly network: NetworkId;
  readonly firstBlock: number;
};

/** A registry in a process of its own that ends at once at a moment of its intake. Usage: <place as JSON> <moment> */
const [place = "", dyingAt] = process.argv.slice(2);
const { dataDir, rpc, databaseUrl, network, firstBlock } = JSON.parse(place) as Place;
const plain = { publicUrl: null, tls: null, vcTest: false, logLevel: "silent" } as const;
const registry = await startRegistry({
  config: { port: 0, dataDir, remote: null, databaseUrl, ...plain },
  log: createLog(plain),
  network: { network, rpc, firstBlock },
  parts: [startRelaying],
  intakeReached: (moment) => {
    if (moment === dyingAt) process.kill(process.pid, "SIGKILL");
  },
});
process.stdout.write(`${registry.url}\n`);
