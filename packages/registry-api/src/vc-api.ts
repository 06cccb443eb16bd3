import { randomInt } from "node:crypto";
import { join } from "node:path";
import {
  credentialDigest,
  didWebUrl,
  isObject,
  type JsonObject,
  type LoadDid,
  PeersealError,
  parseJson,
  type Verdict,
  verify,
} from "@peerseal/sdk";
import { readKeystore } from "./anchoring/keystore.js";
import { chainDids } from "./http/did-documents.js";
import { type GuardedFetch, makeGuardedFetch } from "./http/guarded-fetch.js";
import { receiptOf } from "./http/routes/receipt-of.js";
import { signatoryOf } from "./http/routes/signatories.js";
import { type StatusListSources, statusListRoutes } from "./http/routes/status.js";
import { vcApiRoutes } from "./http/routes/vc-api/index.js";
import { makeStatusLists } from "./http/status-lists.js";
import { budgeted } from "./http/vc-api/budget.js";
import { statusListLoader } from "./http/vc-api/own-lists.js";
import { makeTestIssuer, type TestIssuer } from "./http/vc-api/test-issuer.js";
import type { VcVerifying } from "./http/vc-api/verify-credential.js";
import type { Part, PartDeps } from "./parts.js";
import { KEYSTORE_FILE } from "./relaying.js";
import { findBatch, findByDigest } from "./store/batches.js";
import { findAnchor } from "./store/chain-anchors.js";
import { makeProofs, type Proofs } from "./store/proofs.js";
import { readTestKeys } from "./test-keys.js";

/** The part that speaks with verifiers who know W3C's standards and nothing of us: status lists and the VC API. */
export async function startVcApi(deps: PartDeps): Promise<Part> {
  const { config, db, connection, network, chain, baseUrl, now, log } = deps;
  const { lent } = await readKeystore(
    join(config.dataDir, KEYSTORE_FILE),
    network.chainId,
    config.anchoring?.keystorePasswordFile,
  );
  const issuer = config.vcTest ? await startTestIssuer(deps) : null;
  if (config.vcTest) {
    log.warn({ event: "vc-test-mode", notice: "This registry signs any credential it is sent, for tests." });
  }
  const lists: StatusListSources = {
    chain: makeStatusLists({
      db,
      chain,
      network: connection.network,
      baseUrl,
      now,
      keyOf: async (institution) => (lent.has(institution) ? (await signatoryOf({ db, lent }, institution)).key : null),
    }),
    test: async (name) => {
      if (issuer === null) throw new PeersealError("vc-test-off", "The test issuer has no lists here.");
      return issuer.list(name);
    },
  };
  const proofs = makeProofs(db);
  const fetchGuarded = makeGuardedFetch({ loopbackAllowed: config.vcTest });
  const verifying = (): VcVerifying => {
    const fetchOne = budgeted(fetchGuarded);
    const loaders = {
      loadDid: didLoader(chainDids({ db, network: connection.network, now }), fetchOne),
      loadStatusList: statusListLoader(lists, baseUrl, fetchOne),
    };
    const ourWord = (credential: JsonObject) => verdictOf(deps, proofs, credential, loaders);
    return { now, network: connection.network, ...loaders, verdictOf: ourWord };
  };
  return {
    name: "vc-api",
    routes: [statusListRoutes(lists), vcApiRoutes({ issuer, baseUrl, verifying })],
    state: () => ({ ready: true, reason: null }),
    close: async () => undefined,
  };
}

async function startTestIssuer({ config, db, baseUrl, now }: PartDeps): Promise<TestIssuer> {
  const keys = await readTestKeys(config.dataDir);
  return makeTestIssuer({ db, keys, baseUrl, now, random: (below) => randomInt(below) });
}

/** Members of the network by what the chain says, others by their own web sites. */
function didLoader(fromChain: LoadDid, fetchGuarded: GuardedFetch): LoadDid {
  return async (did) => {
    const member = await fromChain(did);
    if (member !== null) return member;
    if (!did.startsWith("did:web:")) return null;
    const document = parseJson(
      await fetchGuarded(didWebUrl(did), { accept: "application/did+json, application/json" }),
    );
    return isObject(document) ? document : null;
  };
}

/** Our word on a credential of this network, with the receipt if it was anchored through this registry. */
async function verdictOf(
  { db, connection, now }: PartDeps,
  proofs: Proofs,
  credential: JsonObject,
  loaders: Pick<VcVerifying, "loadDid" | "loadStatusList">,
): Promise<Verdict> {
  const row = await findByDigest(db, credentialDigest(credential));
  const batch = row === null ? null : await findBatch(db, row);
  const anchor = row === null ? null : await findAnchor(db, row.institution, String(row.number));
  const receipt =
    row === null || batch === null
      ? null
      : await receiptOf({ network: connection.network, proofs }, batch, row, anchor);
  return verify(JSON.stringify(credential), {
    rpc: connection.provider,
    network: connection.network,
    now: now(),
    ...loaders,
    ...(receipt === null ? {} : { receipt: JSON.stringify(receipt) }),
  });
}
