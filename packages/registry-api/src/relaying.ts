import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Moment } from "./anchoring/deps.js";
import { makeIssue } from "./anchoring/issue.js";
import { type Keystore, readKeystore } from "./anchoring/keystore.js";
import { startWorker } from "./anchoring/worker.js";
import { actionRoutes, type RelayDeps } from "./http/routes/actions.js";
import { batchRoutes } from "./http/routes/batches.js";
import { credentialRoutes } from "./http/routes/credentials.js";
import { downloadRoutes } from "./http/routes/downloads.js";
import { endorsementRoutes, endorser } from "./http/routes/endorsements.js";
import { exportRoutes } from "./http/routes/exports.js";
import { qualityAsOf } from "./http/routes/quality.js";
import { statementRoutes } from "./http/routes/statements.js";
import type { Part, PartDeps, StartPart } from "./parts.js";
import { readRegistryKey } from "./registry-key.js";
import { SOFTWARE } from "./software.js";

/** Name of the keystore in the data folder. */
export const KEYSTORE_FILE = "keystore.json";

export type RelayingOptions = {
  /** Told between two writes, and waited for; tests end the process there, or let others act meanwhile. */
  readonly reached?: (moment: Moment) => void | Promise<void>;
  /** Changes the keys that were read before they are used; tests put a relayer that misbehaves in their place. */
  readonly keys?: (read: Keystore) => Keystore;
};

/** The part that relays signed acts, seals and anchors batches, and serves receipts, status and verdicts. */
export const startRelaying: StartPart = (deps) => startRelayingWith(deps);

export async function startRelayingWith(deps: PartDeps, options: RelayingOptions = {}): Promise<Part> {
  const { config, db, connection, network, chain, now, log } = deps;
  const read = await readKeystore(join(config.dataDir, KEYSTORE_FILE), network.chainId);
  const keystore = options.keys?.(read) ?? read;
  const reached = options.reached ?? (() => undefined);
  // Others' endpoints count requests.
  const pollMs = config.remote === null ? 100 : 4_000;
  const worker = startWorker({ db, connection, keystore, now, log, reached }, { pollMs });
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const relay: RelayDeps = {
    db,
    connection,
    canRelay: keystore.relayer !== null,
    indexed: () => chain.state().indexed ?? 0,
    now,
    wake: worker.wake,
  };
  const issue = makeIssue({
    db,
    connection,
    lent: keystore.lent,
    qualityOf: async (version) => {
      const found = await qualityAsOf(db, connection.network, version);
      const decision = found?.quality.decision ?? null;
      return found === null || decision === null ? undefined : { decision, block: found.block };
    },
    statusBase: deps.baseUrl,
    random,
    now,
  });
  const endorsing = { db, network: connection.network, lent: keystore.lent, now };
  log.info({ event: "relaying-started", readOnly: keystore.relayer === null, lentKeysOf: [...keystore.lent.keys()] });
  return {
    name: "relaying",
    routes: [
      actionRoutes(relay),
      batchRoutes({ ...relay, network: connection.network, random, issue, endorse: endorser(endorsing) }),
      endorsementRoutes(endorsing),
      exportRoutes({ db, network: connection.network, lent: keystore.lent, random, now }),
      statementRoutes({
        db,
        network: connection.network,
        genesis: network.genesis,
        lent: keystore.lent,
        key: await readRegistryKey(config.dataDir),
        publicUrl: config.publicUrl,
        contact: config.contact ?? null,
        software: SOFTWARE,
      }),
      credentialRoutes({ db, connection, network: connection.network, indexed: relay.indexed }),
      downloadRoutes({ db, network: connection.network }),
    ],
    state: () => {
      const failing = worker.failing();
      return { ready: failing === null, reason: failing };
    },
    close: worker.close,
  };
}
