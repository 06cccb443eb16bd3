import {
  type CredentialKey,
  checkFormat,
  encodeStatusList,
  isObject,
  type JsonObject,
  listOf,
  PeersealError,
  secureDocument,
  statusListBits,
  wire,
} from "@peerseal/sdk";
import type { Kysely } from "kysely";
import type { Tables } from "../../store/tables.js";
import {
  allocateTestStatus,
  readTestStatuses,
  setTestStatus,
  TEST_LIST_ENTRIES,
  type TestPurpose,
} from "../../store/test-statuses.js";
import { type SignedList, STATUS_LIST_VALID, served, timeOf } from "../status-lists.js";
import { requireSoundEntries } from "./status-entries.js";

/** Keys of the test issuer by the name of the lists that each signs. */
export type TestKeys = { readonly ed25519: CredentialKey; readonly p256: CredentialKey };
type ListKey = keyof TestKeys;

export type TestIssuerDeps = {
  readonly db: Kysely<Tables>;
  readonly keys: TestKeys;
  readonly baseUrl: () => string;
  /** Unix seconds. */
  readonly now: () => number;
  /** Draws a whole number below its argument. */
  readonly random: (below: number) => number;
};

/** How a credential is to be issued. */
export type TestIssuing = {
  readonly suite: wire.VcSuite;
  /** Status entries to add; none: none. */
  readonly purposes: readonly TestPurpose[];
  readonly mandatoryPointers?: readonly string[] | undefined;
  readonly credentialId?: string | undefined;
};

/** Issues whatever it is given, for suites that test conformance. It has no authority in any network. */
export type TestIssuer = {
  readonly did: (suite: wire.VcSuite) => string;
  /** @throws PeersealError `vc-invalid`, `issue-invalid`, `context-missing`, `disk-full` */
  readonly issue: (credential: JsonObject, how: TestIssuing) => Promise<JsonObject>;
  /** @throws PeersealError `not-found` */
  readonly setStatus: (request: wire.UpdateVcStatusRequest) => Promise<number>;
  /** A list of its own, signed anew each time. */
  readonly list: (name: Extract<wire.ListName, { kind: "test" }>) => Promise<SignedList>;
};

export function makeTestIssuer(deps: TestIssuerDeps): TestIssuer {
  const keyOf = (suite: wire.VcSuite) => deps.keys[listKeyOf(suite)];
  return {
    did: (suite) => keyOf(suite).did,
    issue: async (credential, how) => {
      requireSound(credential);
      const list = listKeyOf(how.suite);
      const unsigned = { ...credential, issuer: issuedBy(credential.issuer, keyOf(how.suite).did) };
      const entries = await entriesFor(deps, list, credential, how);
      const status = [...listOf(credential.credentialStatus), ...entries];
      const { mandatoryPointers } = how;
      return secureDocument(entries.length === 0 ? unsigned : { ...unsigned, credentialStatus: status }, {
        key: keyOf(how.suite),
        suite: how.suite,
        created: timeOf(deps.now()),
        inlineContexts: true,
        ...(mandatoryPointers === undefined ? {} : { mandatoryPointers }),
      });
    },
    setStatus: ({ credentialId, credentialStatus, status }) => setStatus(deps, credentialId, credentialStatus, status),
    list: (name) => listFor(deps, name),
  };
}

/** Suite of elliptic curves sign with P-256, the others with Ed25519. */
export function listKeyOf(suite: wire.VcSuite): ListKey {
  return suite.startsWith("ecdsa-") ? "p256" : "ed25519";
}

/** Every rule of VCDM 2.0 that its verifiers would find broken. */
function requireSound(credential: JsonObject): void {
  const { issues, model } = checkFormat(credential);
  const all = model === "vcdm-2.0" ? issues : [...issues, { path: "/@context/0", code: "context-first" }];
  if (all.length > 0) {
    throw new PeersealError("vc-invalid", `The credential is malformed: ${all.map(({ path }) => path).join(", ")}.`, {
      details: { issues: all },
    });
  }
  requireSoundEntries(credential);
}

/** Suites send issuers of their own: what is signed names whose key signs it. */
function issuedBy(issuer: JsonObject[string] | undefined, did: string): JsonObject[string] {
  return issuer !== undefined && isObject(issuer) ? { ...issuer, id: did } : did;
}

async function entriesFor(
  deps: TestIssuerDeps,
  list: ListKey,
  credential: JsonObject,
  { purposes, credentialId }: TestIssuing,
): Promise<JsonObject[]> {
  if (purposes.length === 0) return [];
  const named = credentialId ?? (typeof credential.id === "string" ? credential.id : null);
  const index = await allocateTestStatus(deps.db, { list, credentialId: named }, deps.random);
  return purposes.map((purpose) => {
    const statusListCredential = urlOf(deps, { kind: "test", list, purpose });
    return {
      id: `${statusListCredential}#${index}`,
      type: "BitstringStatusListEntry",
      statusPurpose: purpose,
      statusListIndex: String(index),
      statusListCredential,
    };
  });
}

async function setStatus(
  deps: TestIssuerDeps,
  credentialId: string,
  entry: wire.UpdateVcStatusRequest["credentialStatus"],
  value: boolean,
): Promise<number> {
  const { statusPurpose, statusListIndex, statusListCredential } = entry;
  const prefix = `${deps.baseUrl()}/status/`;
  const name = statusListCredential?.startsWith(prefix)
    ? wire.parseListId(statusListCredential.slice(prefix.length))
    : null;
  const isForeign = statusListCredential !== undefined && (name?.kind !== "test" || name.purpose !== statusPurpose);
  const place = {
    credentialId,
    list: name?.kind === "test" ? name.list : null,
    index: statusListIndex === undefined ? null : Number(statusListIndex),
  };
  const updated = isForeign ? 0 : await setTestStatus(deps.db, place, statusPurpose, value);
  if (updated === 0) {
    throw new PeersealError("not-found", "The test issuer gave no credential of this id such a status entry.");
  }
  return updated;
}

async function listFor(deps: TestIssuerDeps, name: Extract<wire.ListName, { kind: "test" }>): Promise<SignedList> {
  const { list, purpose } = name;
  const key = deps.keys[list];
  const indexes = await readTestStatuses(deps.db, list, purpose);
  const id = urlOf(deps, name);
  const now = deps.now();
  const unsigned = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: key.did,
    description: "A list of the test issuer. It says nothing about any network.",
    validFrom: timeOf(now - 60),
    validUntil: timeOf(now + STATUS_LIST_VALID),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: purpose,
      encodedList: encodeStatusList(statusListBits(indexes, TEST_LIST_ENTRIES)),
    },
  };
  const suite = list === "p256" ? "ecdsa-rdfc-2019" : "eddsa-rdfc-2022";
  return served(await secureDocument(unsigned, { key, suite, created: timeOf(now) }), now);
}

function urlOf(deps: TestIssuerDeps, name: Extract<wire.ListName, { kind: "test" }>): string {
  return `${deps.baseUrl()}/status/${wire.listId(name)}`;
}
