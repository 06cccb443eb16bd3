import { z } from "zod";
import { STATUS_PURPOSES } from "./status-lists.js";

/** Suites with which the test issuer signs, and names of mounts: `/vc/{mount}/credentials/issue`. */
export const VC_SUITES = [
  "eddsa-rdfc-2022",
  "eddsa-jcs-2022",
  "ecdsa-rdfc-2019",
  "ecdsa-jcs-2019",
  "ecdsa-sd-2023",
] as const;
export type VcSuite = (typeof VC_SUITES)[number];
/** Mounts: one a suite, and `status`, which gives every credential status entries. */
export const VC_MOUNTS = [...VC_SUITES, "status"] as const;
export type VcMount = (typeof VC_MOUNTS)[number];

/** Path of a mount. */
export const VcMountPath = z.strictObject({ mount: z.enum(VC_MOUNTS) });

const Document = z.record(z.string(), z.unknown());
const Text = z.string().max(2_048);
const Pointers = z.array(Text).max(256).describe("JSON pointers (RFC 6901)");

const EXAMPLE = {
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
  type: ["VerifiableCredential", "ExampleAlumniCredential"],
  issuer: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
  validFrom: "2026-11-26T00:00:00Z",
  credentialSubject: { id: "did:example:holder", alumniOf: "Iyonada University" },
} as const;

const SIGNED = {
  ...EXAMPLE,
  proof: [
    {
      type: "DataIntegrityProof",
      cryptosuite: "eddsa-rdfc-2022",
      created: "2026-11-26T00:00:00Z",
      verificationMethod: `${EXAMPLE.issuer}#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK`,
      proofPurpose: "assertionMethod",
      proofValue: "z...",
    },
  ],
} as const;

/** `POST /credentials/issue`. */
export const IssueVcRequest = z.strictObject({
  credential: Document.meta({ examples: [EXAMPLE] }).describe(
    "A credential of VCDM 2.0. The test issuer puts its own DID in the place of the id of `issuer`",
  ),
  options: z
    .strictObject({
      cryptosuite: z.enum(VC_SUITES).optional().describe("At the root; a mount has its own"),
      mandatoryPointers: Pointers.optional().describe("ecdsa-sd-2023: what every derived credential shows"),
      credentialId: Text.optional().describe("How POST /credentials/status names it; default `credential.id`"),
      statusPurposes: z.array(z.enum(STATUS_PURPOSES)).min(1).max(2).optional().describe("Status entries to add"),
    })
    .optional(),
});
export type IssueVcRequest = z.infer<typeof IssueVcRequest>;
/** 201. */
export const IssueVcAnswer = z.strictObject({ verifiableCredential: Document });

/** What went wrong with a document, or should be known about it: type (a URL), title, detail. */
export const ProblemDetail = z.strictObject({ type: z.string(), title: z.string(), detail: z.string() });
export type ProblemDetail = z.infer<typeof ProblemDetail>;

const VerifyOptions = {
  checks: z
    .array(z.enum(["proof", "credentialStatus", "credentialSchema"]))
    .max(8)
    .optional()
    .describe("Without `credentialStatus` in a list that is not empty, no status is asked for; the rest always is"),
  returnResults: z.boolean().optional(),
  returnProblemDetails: z.boolean().optional().describe("Default true"),
  expectedProofPurpose: z.enum(["assertionMethod", "authentication"]).optional(),
  challenge: Text.optional(),
  domain: Text.optional(),
};

/** `POST /credentials/verify`. */
export const VerifyVcRequest = z.strictObject({
  verifiableCredential: Document.meta({ examples: [SIGNED] }).describe(
    "A credential with its proofs, or an EnvelopedVerifiableCredential",
  ),
  options: z
    .strictObject({
      ...VerifyOptions,
      returnCredential: z.boolean().optional(),
      returnVerdict: z.boolean().optional().describe("Ours: of a credential of this network, the verdict of the chain"),
    })
    .optional(),
});
export type VerifyVcRequest = z.infer<typeof VerifyVcRequest>;

const Verified = z.strictObject({ verified: z.boolean(), input: z.unknown() });
/** Outcome of each step for one credential. */
export const VcResults = z.strictObject({
  validFrom: Verified.optional(),
  validUntil: Verified.optional(),
  credentialStatus: z
    .array(z.strictObject({ verified: z.boolean(), value: z.int().optional(), input: z.unknown() }))
    .optional(),
  proof: z.array(Verified).optional(),
});
export type VcResults = z.infer<typeof VcResults>;

/** 200 where it is verified, 400 where not. */
export const VerifyVcAnswer = z.strictObject({
  verified: z.boolean(),
  problemDetails: z.array(ProblemDetail).optional(),
  credential: Document.optional(),
  results: VcResults.optional(),
  verdict: Document.optional(),
});
export type VerifyVcAnswer = z.infer<typeof VerifyVcAnswer>;

const VerifyVpOptions = z.strictObject({ ...VerifyOptions, returnPresentation: z.boolean().optional() });
/** `POST /presentations/verify`: a presentation with its proofs, or without any. */
export const VerifyVpRequest = z
  .strictObject({
    verifiablePresentation: Document.meta({
      examples: [
        {
          "@context": ["https://www.w3.org/ns/credentials/v2"],
          type: ["VerifiablePresentation"],
          holder: EXAMPLE.issuer,
          verifiableCredential: [SIGNED],
          proof: [{ ...SIGNED.proof[0], proofPurpose: "authentication", challenge: "c1" }],
        },
      ],
    }).optional(),
    presentation: Document.optional().describe("One that nobody signed: its credentials are verified"),
    options: VerifyVpOptions.optional(),
  })
  .refine((body) => (body.verifiablePresentation === undefined) !== (body.presentation === undefined), {
    error: "give either verifiablePresentation or presentation",
  });
export type VerifyVpRequest = z.infer<typeof VerifyVpRequest>;

/** Result of one credential inside a presentation. */
export const VpCredentialResult = z.strictObject({
  verified: z.boolean(),
  problemDetails: z.array(ProblemDetail),
  results: VcResults,
});
/** 200 where presentation and credentials are verified, 400 where one is not. */
export const VerifyVpAnswer = z.strictObject({
  verified: z.boolean(),
  problemDetails: z.array(ProblemDetail).optional(),
  verifiablePresentation: Document.optional(),
  results: z
    .strictObject({
      presentation: z.strictObject({
        challenge: Verified.optional(),
        domain: Verified.optional(),
        holder: Verified.optional(),
        proof: z.array(Verified).optional(),
      }),
      credentials: z.array(VpCredentialResult),
    })
    .optional(),
});
export type VerifyVpAnswer = z.infer<typeof VerifyVpAnswer>;

/** `POST /credentials/status`: sets or clears a bit of a credential of the test issuer. */
export const UpdateVcStatusRequest = z.strictObject({
  credentialId: Text.meta({ examples: ["urn:uuid:0fc754bc-fc32-46a0-aec1-a5ef385e7ea0"] }),
  credentialStatus: z.strictObject({
    id: Text.optional(),
    type: z.enum(["BitstringStatusListEntry", "BitstringStatusList"]),
    statusPurpose: z.enum(STATUS_PURPOSES),
    statusListIndex: z
      .string()
      .regex(/^(?:0|[1-9]\d{0,6})$/)
      .optional(),
    statusListCredential: Text.optional(),
  }),
  status: z.boolean(),
  indexAllocator: Text.optional().describe("Taken and not needed: the test issuer draws places by itself"),
});
export type UpdateVcStatusRequest = z.infer<typeof UpdateVcStatusRequest>;
/** 200. */
export const UpdateVcStatusAnswer = z.strictObject({ updated: z.int().describe("Entries that were set") });

/** `POST /credentials/derive`. */
export const DeriveVcRequest = z.strictObject({
  verifiableCredential: Document.describe("With a base proof of ecdsa-sd-2023"),
  options: z
    .strictObject({ selectivePointers: Pointers.default([]) })
    .default({ selectivePointers: [] })
    .meta({ examples: [{ selectivePointers: ["/credentialSubject/alumniOf"] }] }),
});
export type DeriveVcRequest = z.infer<typeof DeriveVcRequest>;
/** 201: the derived credential itself. */
export const DerivedVc = Document;

/** `GET /vc`: what a conformance suite has to be told. */
export const VcIndex = z.strictObject({
  testIssuer: z.boolean(),
  mounts: z.array(
    z.strictObject({
      mount: z.enum(VC_MOUNTS),
      cryptosuite: z.enum(VC_SUITES),
      keyType: z.enum(["Ed25519", "P-256"]),
      issuer: z.string().nullable().describe("DID of the test issuer; null: it is off"),
      base: z.string().describe("Address before `/credentials/issue`, `/credentials/verify` and so on"),
    }),
  ),
});
export type VcIndex = z.infer<typeof VcIndex>;
