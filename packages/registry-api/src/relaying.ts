import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { hexOf } from "./anchoring/chain.js";
import { makeChainCheck } from "./anchoring/chain-check.js";
import type { Moment } from "./anchoring/deps.js";
import { type RollingSettings, startIntake } from "./anchoring/intake.js";
import { type IssueDeps, makeIssue } from "./anchoring/issue.js";
import { makeIssueRolling } from "./anchoring/issue-rolling.js";
import { type Keystore, readKeystore } from "./anchoring/keystore.js";
import { startWorker } from "./anchoring/worker.js";
import type { AnchoringSettings } from "./config.js";
import { actionRoutes, type RelayDeps } from "./http/routes/actions.js";
import { batchRoutes } from "./http/routes/batches.js";
import { credentialRoutes } from "./http/routes/credentials.js";
import { downloadRoutes } from "./http/routes/downloads.js";
import { endorsementRoutes, endorser } from "./http/routes/endorsements.js";
import { exportRoutes } from "./http/routes/exports.js";
import { intakeRoutes } from "./http/routes/intake.js";
import { qualityAsOf } from "./http/routes/quality.js";
import { statementRoutes } from "./http/routes/statements.js";
import type { Part, PartDeps, StartPart } from "./parts.js";
import { readRegistryKey } from "./registry-key.js";
import { SOFTWARE } from "./software.js";
import { makeProofs } from "./store/proofs.js";

/** Name of the keystore in the data folder. */
export const KEYSTORE_FILE = "keystore.json";

/** Places of a rolling batch, and seconds that it stays open, unless settings say otherwise. */
const ROLLING: RollingSettings = { capacity: 1_024, sealAfter: 600 };
const LEASE_SECONDS = 5;
const GWEI = 10n ** 9n;

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
  const read = await readKeystore(
    join(config.dataDir, KEYSTORE_FILE),
    network.chainId,
    config.anchoring?.keystorePasswordFile,
  );
  const keystore = options.keys?.(read) ?? read;
  const reached = options.reached ?? (() => undefined);
  // Others' endpoints count requests.
  const pollMs = config.remote === null ? 100 : 4_000;
  const settings = config.anchoring ?? {};
  const worker = startWorker(
    {
      db,
      connection,
      keystore,
      now,
      log,
      reached,
      lease: { holder: randomUUID(), seconds: settings.leaseSeconds ?? LEASE_SECONDS },
      limits: {
        maxFeePerGas: settings.maxFeeGwei === undefined ? null : BigInt(settings.maxFeeGwei) * GWEI,
        spendPerDay: settings.maxSpendWeiPerDay ?? null,
      },
      requireOurChain: makeChainCheck(connection, network),
      bodiesKeptDays: settings.bodiesKeptDays ?? null,
      ...(deps.trace === undefined ? {} : { trace: deps.trace }),
    },
    { pollMs },
  );
  const intake = startIntake({ db, now, reached, rollingOf: rollingFrom(settings) });
  const proofs = makeProofs(db);
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const relay: RelayDeps = {
    db,
    connection,
    canRelay: keystore.relayer !== null,
    indexed: () => chain.state().indexed ?? 0,
    now,
    wake: worker.wake,
  };
  const issuing: IssueDeps = {
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
  };
  const endorsing = { db, network: connection.network, lent: keystore.lent, now };
  log.info({ event: "relaying-started", readOnly: keystore.relayer === null, lentKeysOf: [...keystore.lent.keys()] });
  return {
    name: "relaying",
    routes: [
      actionRoutes(relay),
      batchRoutes({
        ...relay,
        network: connection.network,
        proofs,
        intake,
        random,
        issue: makeIssue(issuing),
        endorse: endorser(endorsing),
      }),
      intakeRoutes({ ...relay, network: connection.network, intake, issueRolling: makeIssueRolling(issuing, intake) }),
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
      credentialRoutes({ db, network: connection.network, proofs, indexed: relay.indexed }),
      downloadRoutes({ db, network: connection.network, proofs }),
    ],
    state: () => {
      const failing = worker.failing();
      return { ready: failing === null, reason: failing };
    },
    relayer: keystore.relayer === null ? null : hexOf(keystore.relayer.address),
    close: async () => {
      await intake.close();
      await worker.close();
    },
  };
}

function rollingFrom(settings: AnchoringSettings): (institution: number) => RollingSettings {
  const standard = {
    capacity: settings.rollingCapacity ?? ROLLING.capacity,
    sealAfter: settings.rollingSealAfter ?? ROLLING.sealAfter,
  };
  return (institution) => {
    const own = settings.rollingOf?.[String(institution)];
    return { capacity: own?.capacity ?? standard.capacity, sealAfter: own?.sealAfter ?? standard.sealAfter };
  };
}
