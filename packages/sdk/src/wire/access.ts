import { z } from "zod";
import { Hex20, InstitutionId, InstitutionParam, OrderQuery, PageQuery, pageOf, Seconds } from "./common.js";

/** What somebody may do for an institution, or for the whole registry. */
export const Role = z.enum(["officer", "reviewer", "admin", "auditor"]);
export type Role = z.infer<typeof Role>;
/** What an API key is for. */
export const KeyPurpose = z.enum(["issue", "deliver", "webhooks", "access", "audit"]);
export type KeyPurpose = z.infer<typeof KeyPurpose>;

const Scope = InstitutionId.nullable().describe("null: the whole registry, which only admins and auditors can span");
const Label = z.string().min(1).max(100).describe("What it is for; no person should stand in it");
const Id = z
  .string()
  .regex(/^[a-z]+_[A-Za-z0-9_-]{16}$/)
  .meta({ examples: ["key_AbCdEfGhIjKlMnOp"] })
  .describe("Names nobody outside this registry");

/** A role in an institution. */
export const Grant = z.strictObject({ role: Role, institution: Scope });

/** Who the caller is here. */
export const Session = z.strictObject({
  kind: z.enum(["key", "person"]),
  id: Id,
  grants: z.array(Grant),
  purposes: z.array(KeyPurpose).nullable().describe("What a key is for; null: all that its roles may"),
});
export type Session = z.infer<typeof Session>;

/** Which ways to sign in there are. */
export const AccessWays = z.strictObject({
  ethereum: z.strictObject({ chainId: z.int() }),
  passkeys: z.boolean().describe("False where the registry is opened by a number instead of a name"),
  oidc: z.strictObject({ href: z.string() }).nullable(),
});
export type AccessWays = z.infer<typeof AccessWays>;

/** Nothing to say in the body. */
export const EmptyRequest = z.strictObject({});

/** Members of the message of EIP-4361 that the account is to sign. */
export const EthereumChallenge = z.strictObject({
  domain: z.string(),
  uri: z.string(),
  version: z.literal("1"),
  chainId: z.int(),
  nonce: z.string(),
  statement: z.string(),
  issuedAt: z.string(),
  expirationTime: z.string(),
});
export type EthereumChallenge = z.infer<typeof EthereumChallenge>;

const InvitationToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({ examples: ["AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE"] })
  .describe("Token of an invitation; needed the first time");

/** A signed message of EIP-4361. */
export const EthereumSignIn = z.strictObject({
  message: z.string().min(1).max(4_000),
  signature: z
    .string()
    .regex(/^0x(?:[0-9a-fA-F]{2}){64,65}$/)
    .meta({ examples: [`0x${"1b".repeat(65)}`] }),
  invitation: InvitationToken.optional(),
});
export type EthereumSignIn = z.infer<typeof EthereumSignIn>;

/** Options for `navigator.credentials`, in JSON form (WebAuthn level 3). */
export const PasskeyOptions = z.record(z.string(), z.unknown());

const Base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(65_536);
const passkeyAnswer = <T extends z.ZodType>(response: T) =>
  z.strictObject({
    id: Base64url,
    rawId: Base64url,
    type: z.literal("public-key"),
    authenticatorAttachment: z.string().max(64).nullish(),
    clientExtensionResults: z.record(z.string(), z.unknown()).optional(),
    response,
  });

/** Asks for the options of a new passkey. */
export const PasskeyInvitation = z.strictObject({ invitation: InvitationToken });

/** A new passkey, as browsers tell of it. */
export const PasskeyRegistration = z.strictObject({
  invitation: InvitationToken,
  credential: passkeyAnswer(
    z.strictObject({
      clientDataJSON: Base64url,
      attestationObject: Base64url,
      authenticatorData: Base64url.optional(),
      publicKey: Base64url.nullish(),
      publicKeyAlgorithm: z.int().optional(),
      transports: z.array(z.string().max(64)).max(16).optional(),
    }),
  ),
});
export type PasskeyRegistration = z.infer<typeof PasskeyRegistration>;

/** A passkey's signature, as browsers tell of it. */
export const PasskeySignIn = z.strictObject({
  credential: passkeyAnswer(
    z.strictObject({
      clientDataJSON: Base64url,
      authenticatorData: Base64url,
      signature: Base64url,
      userHandle: Base64url.nullish(),
    }),
  ),
});
export type PasskeySignIn = z.infer<typeof PasskeySignIn>;

/** What leaving for a provider takes. */
export const OidcQuery = z.strictObject({ invitation: InvitationToken.optional() });
/** What a provider sends back; checked by state, nonce and PKCE. */
export const OidcCallbackQuery = z.looseObject({
  code: z.string().max(4_096).optional(),
  state: z.string().max(4_096).optional(),
});

/** An API key, never the key itself. */
export const ApiKey = z.strictObject({
  id: Id,
  label: z.string(),
  institution: Scope,
  roles: z.array(Role),
  purposes: z.array(KeyPurpose).nullable(),
  createdAt: Seconds,
  createdBy: z.string(),
  expiresAt: Seconds,
  revokedAt: Seconds.nullable(),
  lastUsedAt: Seconds.nullable().describe("To the hour"),
  replaces: z.string().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
/** An API key, shown this once. */
export const CreatedApiKey = z.strictObject({
  ...ApiKey.shape,
  key: z.string().describe("Shown this once: it is kept as a digest only"),
});
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
/** API keys, one page. */
export const ApiKeyPage = pageOf(ApiKey);

/** Makes an API key. */
export const CreateKeyRequest = z.strictObject({
  institution: Scope,
  roles: z.array(Role).min(1).max(4),
  purposes: z.array(KeyPurpose).max(5).optional().describe("Absent: all that the roles may"),
  label: Label,
  days: z.int().min(1).max(730).default(365),
});
export type CreateKeyRequest = z.input<typeof CreateKeyRequest>;

/** Makes a new key in the place of one. */
export const RotateKeyRequest = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(86_400)
    .describe("How long the old key goes on"),
});

/** Names a key, a grant or an invitation. */
export const AccessPath = z.strictObject({ id: Id });

/** Invites a person. */
export const InviteRequest = z.strictObject({
  institution: Scope,
  role: Role,
  label: Label.optional(),
  address: Hex20.optional().describe("The account that alone may use it"),
  email: z.email().max(254).optional().describe("Address that the sign-in provider must vouch for; kept as a digest"),
  hours: z.int().min(1).max(720).default(72),
});
export type InviteRequest = z.input<typeof InviteRequest>;

/** An invitation, never its token. */
export const Invitation = z.strictObject({
  id: Id,
  role: Role,
  institution: Scope,
  label: z.string().nullable(),
  boundTo: z.enum(["account", "email"]).nullable().describe("What is needed beside the token"),
  state: z.enum(["open", "used", "withdrawn", "over"]),
  createdAt: Seconds,
  createdBy: z.string(),
  expiresAt: Seconds,
  usedBy: z.string().nullable(),
});
export type Invitation = z.infer<typeof Invitation>;
/** An invitation with its token, shown this once. */
export const CreatedInvitation = z.strictObject({ ...Invitation.shape, token: z.string() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;
/** Invitations, one page. */
export const InvitationPage = pageOf(Invitation);

/** A role that a person has or had. */
export const PersonGrant = z.strictObject({
  id: Id,
  person: Id,
  role: Role,
  institution: Scope,
  label: z.string().nullable(),
  grantedAt: Seconds,
  grantedBy: z.string(),
  endedAt: Seconds.nullable(),
});
export type PersonGrant = z.infer<typeof PersonGrant>;
/** Roles of people, one page. */
export const PersonGrantPage = pageOf(PersonGrant);

/** One write. */
export const AuditEntry = z.strictObject({
  at: Seconds,
  requestId: z.string(),
  principal: z
    .strictObject({ kind: z.enum(["key", "person", "operator", "nobody"]), id: z.string().nullable() })
    .describe("`nobody`: without key or session, as signed acts may come; `operator`: at the machine itself"),
  route: z.string().describe("Method and path with the names of its members, never their values"),
  institution: InstitutionId.nullable().describe("null: the whole registry, or not known"),
  status: z.int(),
  count: z.int().min(1).describe("How many refusals of strangers this entry stands for"),
  override: z
    .string()
    .nullable()
    .describe("Why a batch was issued although no review result stood; null: no such write"),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** Writes, one page. */
export const AuditPage = pageOf(AuditEntry);

/** What the lists of access take; without an institution the caller's own, or all of the registry. */
export const AccessQuery = z.strictObject({ ...PageQuery, institution: InstitutionParam.optional() });
export type AccessQuery = z.input<typeof AccessQuery>;
/** What the list of writes takes. */
export const AuditQuery = AccessQuery.extend(OrderQuery);
export type AuditQuery = z.input<typeof AuditQuery>;

/** Nothing but the address to go to, in `Location`. */
export const Redirect = z.literal("").describe("See `Location`");
