import { randomInt } from "node:crypto";
import { issuerNamed } from "../core/credential/names.js";
import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import { canonical } from "../core/json.js";
import { utf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";
import { encodeBase58 } from "../openbadges/base58.js";
import type { CredentialKey } from "../openbadges/keys.js";
import { canonicalQuads, freshBudget } from "../openbadges/rdfc.js";
import { createByteSink } from "../openbadges/shape/byte-sink.js";
import { jsonWriter, type Pattern, patternOf } from "../openbadges/shape/pattern.js";
import type { Shape } from "../openbadges/shape/shape.js";
import { createShapes, type Fitted, type Shapes } from "../openbadges/shape/shapes.js";
import { signCredential } from "../openbadges/sign.js";
import { nativeSigner, sha256Bytes, sha256Hex } from "./native.js";

/** A signed credential as it is stored and hashed. */
export type Issued = {
  /** Canonical JSON (RFC 8785) of the secured credential in UTF-8, `proof` an array of one. */
  readonly bytes: Uint8Array;
  /** SHA-256 of it: the digest that the batch anchors, 32 bytes. */
  readonly digest: Uint8Array;
};

/** Signs credentials of one batch with one key. */
export type BulkIssuer = {
  /**
   * Signs a credential: the same proof as `signCredential`, byte for byte.
   *
   * @throws as `signCredential`; `internal` where the fast way and the library differ, which voids the whole batch
   */
  issue(unsigned: JsonObject): Promise<Issued>;
  /** Credentials that the JSON-LD library read, and those that were written by a compiled shape alone. */
  readonly counts: { readonly library: number; readonly shape: number };
  /** The same with another time of signing; what was learnt of the credentials' structure is shared. */
  at(created: string): BulkIssuer;
};

/** Of the credentials that a proven shape wrote, one in so many is held against the library all the same. */
const SAMPLE = 1_000;

/**
 * Signs many credentials that are alike with eddsa-rdfc-2022. The JSON-LD library reads the first of a kind; from
 * these the kind's shape is compiled, and checked against the library on the next ones and on a random sample.
 *
 * @param options.created time of signing, `YYYY-MM-DDTHH:MM:SSZ`
 * @param options.sample whether to hold the next credential against the library; one in a thousand unless given
 * @throws `issue-invalid` where the time has another form or the key is not of Ed25519
 */
export function createBulkIssuer(
  key: CredentialKey,
  { created, sample = () => randomInt(SAMPLE) === 0 }: { readonly created: string; readonly sample?: () => boolean },
): BulkIssuer {
  return issuerOf(key, created, createShapes({ hash: sha256Hex, canonize, sample }));
}

function issuerOf(key: CredentialKey, created: string, shapes: Shapes): BulkIssuer {
  if (!time.safeParse(created).success) {
    throw new PeersealError("issue-invalid", "created is not YYYY-MM-DDTHH:MM:SSZ");
  }
  const sign = nativeSigner(key);
  const writers = new Map<Shape, ReturnType<typeof jsonWriter>>();
  const proofHashes = new Map<string, Uint8Array>();
  const options = {
    type: "DataIntegrityProof",
    created,
    verificationMethod: key.verificationMethod,
    cryptosuite: "eddsa-rdfc-2022",
    proofPurpose: "assertionMethod",
  };
  /** Proof options mean what the document's contexts say, and are the same for all that share these. */
  const proofHash = async (context: JsonObject[string]): Promise<Uint8Array> => {
    const name = JSON.stringify(context);
    const known = proofHashes.get(name);
    if (known !== undefined) return known;
    const made = sha256Bytes(utf8(await canonize({ "@context": context, ...options })));
    proofHashes.set(name, made);
    return made;
  };
  const writerOf = ({ shape }: Fitted) => {
    const known = writers.get(shape);
    if (known !== undefined) return known;
    const writer = jsonWriter(securedPattern(shape, options));
    writers.set(shape, writer);
    return writer;
  };
  const data = new Uint8Array(64);
  const sink = createByteSink();
  const signByShape = async (fitted: Fitted, documentHash: string, context: JsonObject[string]) => {
    data.set(await proofHash(context), 0);
    data.set(Buffer.from(documentHash, "hex"), 32);
    sink.clear();
    writerOf(fitted)([...fitted.texts, `z${encodeBase58(sign(data))}`], sink);
    // A copy: another call may write before this one's caller reads.
    return sink.written().slice();
  };
  return {
    counts: shapes.counts,
    at: (other) => issuerOf(key, other, shapes),
    async issue(unsigned) {
      const before = shapes.counts.library;
      const { hash, fitted } = await shapes.canonicalHash(unsigned).catch(async (error: unknown) => {
        // It says in our words what is wrong with the credential; where nothing is, the fault is ours.
        await signCredential(unsigned, key, { created });
        throw error;
      });
      const byShape = fitted === null ? null : await signByShape(fitted, hash, unsigned["@context"] ?? null);
      // What the library reads, it signs too: it looks at more than the N-Quads, and the proofs must be the same.
      const isChecked = shapes.counts.library !== before || issuerNamed(unsigned).id !== key.did;
      if (byShape !== null && !isChecked) return { bytes: byShape, digest: sha256Bytes(byShape) };
      const byLibrary = utf8(canonical(await signCredential(unsigned, key, { created })));
      if (byShape !== null && Buffer.compare(byShape, byLibrary) !== 0) {
        throw new PeersealError("internal", "A compiled shape and the library signed a credential differently.");
      }
      return { bytes: byLibrary, digest: sha256Bytes(byLibrary) };
    },
  };
}

const canonize = (document: JsonObject): Promise<string> => canonicalQuads(document, freshBudget());

/** The pattern of the signed credential: that of the unsigned one, and a proof whose value is one slot more. */
function securedPattern(shape: Shape, options: JsonObject): Pattern {
  if (shape.pattern.kind !== "object") throw new TypeError("A credential is an object.");
  const proof = patternOf({ ...options, proofValue: "" }, new Map([['["proofValue"]', shape.slots.length]]));
  return {
    kind: "object",
    names: [...shape.pattern.names, "proof"],
    members: [...shape.pattern.members, { kind: "list", items: [proof] }],
  };
}
