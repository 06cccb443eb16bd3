import { CONTRACT_ERRORS } from "./contract-errors.js";

/** Facts that belong to an error: values a program may act on, never prose. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error of Peerseal. Match on `code`, never on `message` or `instanceof`; cause and fix of each code stand in
 * the catalogue ({@link ERRORS}).
 */
export class PeersealError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PeersealError";
    this.code = code;
    this.details = options.details ?? {};
    const entry: ErrorEntry = ERRORS[code];
    this.retryable = entry.retryable ?? false;
  }

  /** What to do about it. */
  get fix(): string {
    return ERRORS[this.code].fix;
  }
}

/** What the catalogue says about a code. `status` is the HTTP status; `retryable` means that the same may work later. */
export type ErrorEntry = {
  readonly status: number;
  readonly cause: string;
  readonly fix: string;
  readonly retryable?: boolean;
};

/**
 * Every code with its HTTP status, cause and fix. Reverts of the contracts appear under their own names
 * (`Round_Tied` and so on), so that API, SDK and CLI speak of the same thing.
 */
export const ERRORS = {
  "json-malformed": { status: 400, cause: "The bytes are not JSON.", fix: "Send valid JSON in UTF-8." },
  "json-encoding": { status: 400, cause: "The bytes are not valid UTF-8.", fix: "Encode the text as UTF-8." },
  "json-nul": { status: 400, cause: "The text holds a NUL character.", fix: "Remove it; databases cannot keep it." },
  "json-surrogate": {
    status: 400,
    cause: "A string holds half of a surrogate pair.",
    fix: "Write the whole character; half of one has no UTF-8 form and so no digest.",
  },
  "json-duplicate-key": {
    status: 400,
    cause: "An object names a member twice.",
    fix: "Keep one of the two members; readers disagree about which one counts.",
  },
  "json-number": {
    status: 400,
    cause: "A whole number is beyond 2^53 - 1, or a fraction stands where only whole numbers may.",
    fix: "Write whole numbers up to 2^53 - 1, and decimals as strings.",
  },
  "json-number-range": {
    status: 400,
    cause: "A number is too large or too small to be held.",
    fix: "Write it as a string.",
  },
  "json-depth": { status: 400, cause: "The JSON is nested too deeply.", fix: "Nest at most 64 levels." },
  "json-size": { status: 413, cause: "The input is too large.", fix: "Send less at once." },
  "document-invalid": {
    status: 422,
    cause: "A document does not have the form of its schema.",
    fix: "Correct the fields named in `details.issues`.",
  },
  "document-unknown-schema": {
    status: 422,
    cause: "The document's `schema` is missing or not one we know.",
    fix: "Name a schema such as `peerseal.course-version/1`.",
  },
  "digest-mismatch": {
    status: 422,
    cause: "The document does not have the digest that the action names.",
    fix: "Send the document exactly as it was signed for: digest = SHA-256 of its JCS form.",
  },
  "id-malformed": { status: 400, cause: "An identifier is malformed.", fix: "Use the form named in the message." },
  "batch-index": {
    status: 422,
    cause: "An index lies outside the batch, or is used twice.",
    fix: "Give each credential of a batch its own index below the batch's capacity.",
  },
  "batch-empty": { status: 422, cause: "The batch holds no credential.", fix: "Put at least one credential first." },
  "receipt-invalid": {
    status: 422,
    cause: "The receipt is malformed.",
    fix: "Use the receipt as it was issued (`peerseal.receipt/1`).",
  },
  "receipt-foreign": {
    status: 422,
    cause: "The receipt is of another network, batch, place or credential.",
    fix: "Use the receipt that was issued with this very credential.",
  },
  "proof-mismatch": {
    status: 422,
    cause: "The Merkle proof does not lead from this credential to the root.",
    fix: "Use the receipt of this very credential; a changed file has another digest.",
  },
  "ratings-invalid": {
    status: 422,
    cause: "Ratings cannot be packed: level outside 0-3, criterion outside 0-31 or given twice.",
    fix: "Give each criterion at most one level from 0 to 3.",
  },
  "seal-invalid": {
    status: 422,
    cause: "A review cannot be sealed: round, digest or salt are not 32 bytes, or seat or ratings are out of range.",
    fix: "Give 32 bytes in lowercase hex, a seat up to 255, and packed ratings as a decimal number.",
  },
  "header-invalid": {
    status: 422,
    cause: "The rule of a rubric does not fit its header, or the header contradicts itself.",
    fix: "Use the layout of IRubricRegistry: 1 to 32 criteria, masks within them, reserved bits zero.",
  },
  "action-invalid": {
    status: 422,
    cause: "The signed action does not have the form of its type.",
    fix: "Correct the fields named in `details.issues`.",
  },
  "action-unsupported": { status: 422, cause: "No such action.", fix: "Use a name of the action catalogue." },
  "signer-malformed": {
    status: 422,
    cause: "Signer bytes are neither an account (20) nor a passkey (84).",
    fix: "Give the account address, or the network's verifier followed by the P-256 key.",
  },
  "open-unrecognised": {
    status: 422,
    cause: "The file is not a credential, and holds none.",
    fix: "Give a credential (JSON, JWT, PNG or SVG badge, PDF certificate, link), a `*.peerseal.json` bundle, or a credential with its receipt.",
  },
  "open-damaged": {
    status: 422,
    cause: "The file is of a known kind, but damaged.",
    fix: "Get it again from where it came; editors, screenshots and messengers change files.",
  },
  "open-ambiguous": {
    status: 422,
    cause: "The file holds more than one credential.",
    fix: "Give each credential in a file of its own.",
  },
  "open-limit": {
    status: 413,
    cause: "The file unpacks to more than any credential needs.",
    fix: "Give the credential itself as JSON.",
  },
  "image-occupied": {
    status: 409,
    cause: "The image holds a credential already.",
    fix: "Use the image as it was before a credential was put into it.",
  },
  "certificate-unfit": {
    status: 422,
    cause: "No certificate or badge can be made of this credential.",
    fix: "Give a credential with an achievement, its name and the name of its issuer.",
  },
  "image-unfit": {
    status: 422,
    cause: "The image is no PNG or SVG that a credential can be put into.",
    fix: "Give a PNG, or an SVG without entity definitions of its own.",
  },
  "context-missing": {
    status: 422,
    cause: "The credential uses a JSON-LD context that is not bundled; nothing is fetched.",
    fix: "Use the published contexts, or bundle this one.",
  },
  "status-list-invalid": {
    status: 422,
    cause: "A status list cannot be read: its encoding is damaged, or it is too short or too long.",
    fix: "See `details.reason`; a list has 131,072 entries at least.",
  },
  "issue-invalid": {
    status: 422,
    cause: "The credential cannot be made from this input.",
    fix: "Correct the fields named in the message.",
  },
  "derive-invalid": {
    status: 422,
    cause: "The credential cannot be shown in part as asked.",
    fix: "Name parts that it has, of a credential with one base proof of ecdsa-sd-2023.",
  },
  "chain-unreachable": {
    status: 503,
    cause: "The chain's RPC endpoint does not answer.",
    fix: "Start the chain (`npm run chain`) or name another endpoint.",
    retryable: true,
  },
  "chain-wrong": {
    status: 502,
    cause: "The RPC endpoint serves another chain than the network's.",
    fix: "Name an endpoint of the chain in the network's id.",
  },
  "contracts-changed": {
    status: 502,
    cause: "The network's contracts are not those that this database was made from: other addresses or other code.",
    fix: "Name an endpoint of the network's own chain in RPC_URL. Is it another network on purpose, use an empty database.",
  },
  "rpc-disagreement": {
    status: 503,
    cause: "Endpoints tell different blocks or logs, and so many as RPC_AGREEMENT wants do not say the same.",
    fix: "Take the endpoint that is wrong out of RPC_URL, or add one that is right.",
    retryable: true,
  },
  "chain-suspect": {
    status: 503,
    cause: "An endpoint's logs do not fit the block they are of: some are held back, or belong to another block.",
    fix: "Name another endpoint in RPC_URL; nothing of these answers was taken.",
    retryable: true,
  },
  "network-missing": {
    status: 502,
    cause: "There is no Peerseal network at this address on this chain.",
    fix: "Check the directory's address in the network id.",
  },
  "contract-revert": {
    status: 422,
    cause: "A contract refused the act for a reason that this version does not know.",
    fix: "See `details.data`; update the SDK if the network is newer.",
  },
  "relay-failed": {
    status: 502,
    cause: "The transaction could not be sent or was dropped.",
    fix: "Try again; the signed action stays valid until its deadline.",
    retryable: true,
  },
  "relayer-missing": {
    status: 503,
    cause: "This registry holds no relayer key: it is read-only.",
    fix: "Put a keystore.json with a funded relayer key into the data folder, or send the transaction yourself.",
  },
  "relayer-funds": {
    status: 503,
    cause: "The account that pays for relaying has too little money.",
    fix: "Send money to `details.relayer`; what was accepted is sent then.",
    retryable: true,
  },
  "relay-stuck": {
    status: 503,
    cause: "A transaction has waited for its block for ten minutes.",
    fix: "See whether the chain makes blocks and what it charges; the registry goes on trying.",
    retryable: true,
  },
  "status-list-unsigned": {
    status: 404,
    cause: "Nobody lent this registry a key with which it may sign this institution's status lists.",
    fix: "Ask the chain: `verify` of SDK, CLI and web page, or GET /v1/status/{institution}/{number}/{index}.",
  },
  "index-lagging": {
    status: 503,
    cause: "The registry is behind the chain: a list signed now could say `not revoked` of what is.",
    fix: "Try again once /readyz says that the indexer is ready, or ask the chain.",
    retryable: true,
  },
  "vc-test-off": {
    status: 404,
    cause: "The test issuer of the VC API is off.",
    fix: "Start the registry with PEERSEAL_VC_TEST=1, on this machine only; see docs/conformance.md.",
  },
  "vc-option-unknown": {
    status: 400,
    cause: "An option or member is not one that this endpoint knows.",
    fix: "Leave it out; see /docs for those that are known.",
  },
  "vc-invalid": {
    status: 400,
    cause: "The credential or presentation does not have the form of the Verifiable Credentials Data Model 2.0.",
    fix: "Correct what `details.issues` names.",
  },
  "fetch-refused": {
    status: 422,
    cause: "The address is not one that the registry fetches: only https: on the public Internet.",
    fix: "Publish the document under a public https: address.",
  },
  "fetch-failed": {
    status: 502,
    cause: "A document that a credential names could not be fetched.",
    fix: "Try again later, or ask whoever publishes it.",
    retryable: true,
  },
  "not-acceptable": {
    status: 406,
    cause: "None of the media types in `Accept` is one of this resource.",
    fix: "Ask for application/vc, application/ld+json or application/json.",
  },
  "key-not-lent": {
    status: 409,
    cause: "The registry was not lent the issuing keys of this institution.",
    fix: "Sign the credentials yourself, or lend the registry the institution's issuing keys.",
  },
  "not-found": { status: 404, cause: "There is nothing under this id.", fix: "Check the id." },
  "registry-unreachable": {
    status: 502,
    cause: "No registry answers at that address.",
    fix: "Start the registry (`npm start`) or name another address.",
    retryable: true,
  },
  "method-not-allowed": {
    status: 405,
    cause: "The route does not take this method.",
    fix: "Use a method of `details.allowed`.",
  },
  "file-exists": {
    status: 409,
    cause: "There is a file of that name already.",
    fix: "Name another file, or write over it with --force.",
  },
  "file-unwritable": { status: 400, cause: "The file cannot be written.", fix: "Check its folder and permissions." },
  "link-refused": {
    status: 400,
    cause: "The link is not of a kind that is followed.",
    fix: "Give an https link, or download the file and give that.",
  },
  "link-gone": {
    status: 404,
    cause: "The registry no longer holds the credential that the link names.",
    fix: "Give the file that you downloaded: registries keep credentials only while they deliver them.",
  },
  "link-unreachable": {
    status: 502,
    cause: "The link leads to nothing now.",
    fix: "Open the link in a browser, download the file and give that.",
    retryable: true,
  },
  "file-unreadable": { status: 400, cause: "The file cannot be read.", fix: "Check its path and permissions." },
  "usage-invalid": { status: 400, cause: "The command line is not understood.", fix: "See `peerseal --help`." },
  "route-not-found": { status: 404, cause: "There is no such route.", fix: "See /docs for the routes." },
  "request-invalid": {
    status: 400,
    cause: "The request does not have the form of the route.",
    fix: "Correct the fields named in `details.issues`; see /docs.",
  },
  "media-type": { status: 415, cause: "The media type is not supported.", fix: "Send application/json." },
  "origin-refused": {
    status: 403,
    cause: "A browser page of another origin tried to write.",
    fix: "Write from the registry's own pages or from outside a browser.",
  },
  "cursor-invalid": { status: 400, cause: "The cursor is not one of ours.", fix: "Use `next` of the previous page." },
  "batch-state": {
    status: 409,
    cause: "The batch is not in the state that this needs.",
    fix: "See the batch's state; a sealed batch takes no more credentials.",
  },
  "batch-exists": { status: 409, cause: "The batch was opened already.", fix: "Draw another number." },
  overloaded: { status: 503, cause: "Too much at once.", fix: "Try again later.", retryable: true },
  "database-unreachable": {
    status: 503,
    cause: "The database does not answer.",
    fix: "Check DATABASE_URL; without one, start the registry again.",
    retryable: true,
  },
  "database-foreign": {
    status: 500,
    cause: "The database belongs to another chain, genesis or network.",
    fix: "Use the database of this network, or an empty one.",
  },
  "config-invalid": { status: 500, cause: "A setting is missing or wrong.", fix: "Correct the setting named." },
  "port-taken": { status: 500, cause: "The port is in use.", fix: "Stop the other program or set PORT." },
  "data-locked": {
    status: 500,
    cause: "Another process uses this data folder.",
    fix: "Stop it, or set PEERSEAL_DATA_DIR to another folder.",
  },
  "disk-full": { status: 507, cause: "The disk is full.", fix: "Free some space; nothing answered was lost." },
  "binary-missing": {
    status: 500,
    cause: "There is no PostgreSQL binary for this platform.",
    fix: "Set DATABASE_URL to a PostgreSQL of your own.",
  },
  "chain-data-corrupt": {
    status: 500,
    cause: "The chain's journal does not replay to the recorded block hashes.",
    fix: "Restore the data folder from a copy, or start anew with `npm start -- --fresh`.",
  },
  // Anchoring: leases, limits and keys.
  "lease-lost": {
    status: 503,
    cause: "Another registry of the same database became the one that signs.",
    fix: "Nothing: it goes on with the work. If it happens often, raise LEASE_SECONDS.",
    retryable: true,
  },
  "fee-cap": {
    status: 503,
    cause: "The chain charges more than MAX_FEE_GWEI, or the day's MAX_SPEND_WEI_PER_DAY is spent: signing waits.",
    fix: "Wait until it costs less, or raise the limit; what was accepted is sent then.",
    retryable: true,
  },
  "signer-unreachable": {
    status: 503,
    cause: "The remote signer does not answer.",
    fix: "Start it, or check its URL, certificate and the key's name in the keystore file.",
    retryable: true,
  },
  "signer-wrong": {
    status: 502,
    cause: "The remote signer answered with something else than a signature of our key over what was sent.",
    fix: "Check which key it holds, and who runs it: nothing of it was used.",
  },
  internal: { status: 500, cause: "A fault of ours.", fix: "Report it with the request id." },
  ...CONTRACT_ERRORS,
} as const satisfies Record<string, ErrorEntry>;

/** Contract reverts use `<Contract>_<Reason>`; see the interfaces in `contracts/interfaces`. */
export type ErrorCode = keyof typeof ERRORS;

/** Whether a text is one of the codes. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text);
}
