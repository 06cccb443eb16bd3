import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { checkFormat } from "../core/credential/format.js";
import { networkId, parseVersionId, versionUrn } from "../core/ids.js";
import { decisionDocument } from "./decision-document.js";
import { decisionEndorsement } from "./endorsement.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import type { ShownQuality } from "./quality-node.js";
import { signCredential } from "./sign.js";

const SCHEMA = new URL("../../../../../shared/schemas/ob_v3p0_achievementcredential_schema.json", import.meta.url);
const network = networkId(31337, `0x${"ab".repeat(20)}`);
const key = await generateCredentialKey(new Uint8Array(32).fill(9));
const version = parseVersionId(`0x${"61".repeat(32)}`);
const at = (text: string) => Date.parse(text) / 1000;

const quality: ShownQuality = {
  state: "conditional",
  at: at("2026-11-01T00:00:00Z"),
  flags: ["conditions-closed"],
  decision: {
    round: `0x${"51".repeat(32)}`,
    rubric: `0x${"52".repeat(32)}`,
    listed: true,
    policy: `0x${"53".repeat(20)}`,
    outcome: "conditional",
    route: "panel",
    decidedAt: at("2026-09-14T09:00:00Z"),
    expiresAt: at("2029-09-14T09:00:00Z"),
    carried: null,
    convener: { institution: 2, name: "Tosa Bay Nursing College" },
    panel: [
      { role: "subject-expert", institution: 4, name: "San Telmo State University", flags: [] },
      { role: "subject-expert", institution: 5, name: "University of Serra Alta", flags: ["objected"] },
      { role: "learner", institution: 4, name: "San Telmo State University", flags: [] },
    ],
  },
};
const block = { network, number: 812, hash: `0x${"54".repeat(32)}`, time: at("2026-11-01T00:00:00Z") } as const;
const issuer = { institution: 1, name: "Iyonada University", did: key.did };
const input = { version, quality, block, issuer };

describe("the endorsement by a decision", () => {
  test("is the same for the same block, and another one for another", () => {
    expect(decisionEndorsement(input)).toEqual(decisionEndorsement(structuredClone(input)));
    const later = decisionEndorsement({ ...input, block: { ...block, number: 813 } });
    expect(later.id).not.toBe(decisionEndorsement(input).id);
    expect(later.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("is about the version, and says who decided what, when and until when", () => {
    const urn = `urn:peerseal:31337:0x${"ab".repeat(20)}`;
    expect(decisionEndorsement(input)).toMatchObject({
      type: ["VerifiableCredential", "EndorsementCredential"],
      issuer: { id: key.did },
      validFrom: "2026-11-01T00:00:00Z",
      validUntil: "2029-09-14T09:00:00Z",
      credentialSubject: {
        id: versionUrn(network, version),
        type: ["EndorsementSubject"],
        qualityState: "conditional",
        qualityAssurance: {
          id: `${urn}:round:0x${"51".repeat(32)}#decision`,
          reviewRubric: `${urn}:rubric:0x${"52".repeat(32)}`,
          decisionOutcome: "conditional",
          convenedBy: `${urn}:institution:2`,
          decisionFlag: ["conditions-closed"],
          panelSeat: [
            { seatNumber: 0, seatRole: "subject-expert", appointedBy: `${urn}:institution:4` },
            { seatNumber: 1, seatRole: "subject-expert", appointedBy: `${urn}:institution:5` },
            { seatNumber: 2, seatRole: "learner", appointedBy: `${urn}:institution:4` },
          ],
        },
        statementBody: decisionDocument(input),
      },
    });
  });

  test("says it in English and in Japanese", () => {
    const { endorsementComment, decisionText } = Object(decisionEndorsement(input).credentialSubject);
    expect(endorsementComment).toBe(`${decisionText.en}\n\n${decisionText.ja}`);
    for (const part of ["met with conditions", "3 seats of 2 institutions", "learner: San Telmo", "block 812"]) {
      expect(decisionText.en).toContain(part);
    }
    for (const part of ["条件付き基準充足", "3席", "2機関", "学習者：San Telmo", "ブロック812"]) {
      expect(decisionText.ja).toContain(part);
    }
  });

  test("of a decision that no longer stands says so, and does not end before it begins", () => {
    const { decision } = quality;
    const gone = {
      ...quality,
      state: "expired" as const,
      decision: decision && { ...decision, expiresAt: block.time - 1 },
    };
    const endorsement = decisionEndorsement({ ...input, quality: gone });
    expect(endorsement).not.toHaveProperty("validUntil");
    expect(Object(endorsement.credentialSubject).decisionText.en).toContain("(now: validity ended)");
  });

  test("is refused where nothing was decided", () => {
    const nothing = { ...quality, state: "unreviewed" as const, decision: null };
    expect(() => decisionEndorsement({ ...input, quality: nothing })).toThrow(
      expect.objectContaining({ code: "issue-invalid" }),
    );
  });

  test("is signed and verified like any credential", async () => {
    const signed = await signCredential(decisionEndorsement(input), key, { created: "2026-11-01T00:00:00Z" });
    expect(checkFormat(signed)).toMatchObject({ ok: true, issues: [] });
    expect(await prove(signed)).toMatchObject({ proofs: [{ outcome: "verified", controlledByIssuer: true }] });
  });

  const missing = !existsSync(fileURLToPath(SCHEMA));
  if (missing) process.stderr.write(`notice: ${SCHEMA.pathname} is not there: its rules are not checked\n`);
  test.skipIf(missing)("has the form of 1EdTech's JSON schema", async () => {
    const schema = JSON.parse(readFileSync(SCHEMA, "utf8"));
    const ajv = new Ajv2019({ allErrors: true, strict: false });
    addFormats.default(ajv);
    ajv.addSchema(schema, "ob3");
    const validate = ajv.compile({ $ref: "ob3#/$defs/EndorsementCredential" });
    const signed = await signCredential(decisionEndorsement(input), key, { created: "2026-11-01T00:00:00Z" });
    expect([validate(signed), validate.errors]).toEqual([true, null]);
    expect(validate({ ...signed, credentialSubject: { id: "urn:peerseal:1" } })).toBe(false);
  });
});
