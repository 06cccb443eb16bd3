import { expect, test } from "vitest";
import { checkFormat } from "../core/credential/format.js";
import { networkId } from "../core/ids.js";
import { generateCredentialKey, underDid } from "./keys.js";
import { prove } from "./prove.js";
import { secureDocument } from "./secure.js";
import { institutionStatement, registryStatement } from "./statements.js";

const network = networkId(31337, `0x${"ab".repeat(20)}`);
const own = await generateCredentialKey(new Uint8Array(32).fill(5));
const key = underDid(own, "did:web:iyonada.example");
const block = { network, number: 5, hash: `0x${"54".repeat(32)}`, time: 1_793_000_000 } as const;

const institution = institutionStatement({
  issuer: { institution: 1, name: "Iyonada University (伊予灘大学)", did: key.did },
  domain: "iyonada.example",
  country: "JP",
  kind: "provider",
  standing: "active",
  profileDigest: `0x${"66".repeat(32)}`,
  profile: null,
  block,
});
const registry = registryStatement({
  did: own.did,
  url: null,
  contact: "mailto:registry@example.org",
  software: { name: "@peerseal/registry-api", version: "0.1.0" },
  network,
  genesis: `0x${"77".repeat(32)}`,
  block,
});

test.each([
  ["an institution", institution, key],
  ["a registry", registry, own],
])("the statement of %s is a credential about its signer, secured as JSON", async (_, statement, by) => {
  const created = String(statement.validFrom);
  const secured = await secureDocument(statement, { key: by, suite: "eddsa-jcs-2022", created });
  expect(checkFormat(secured)).toMatchObject({ ok: true, issues: [] });
  const document = {
    id: by.did,
    verificationMethod: [
      { id: by.verificationMethod, type: "Multikey", controller: by.did, publicKeyMultibase: by.multikey },
    ],
    assertionMethod: [by.verificationMethod],
  };
  const { proofs } = await prove(secured, { loadDid: async () => document });
  expect(proofs).toMatchObject([{ outcome: "verified", suite: "eddsa-jcs-2022", controlledByIssuer: true }]);
  const altered = { ...secured, validFrom: "2026-01-01T00:00:00Z" };
  expect(await prove(altered, { loadDid: async () => document })).toMatchObject({ proofs: [{ outcome: "invalid" }] });
});

test("statements say what they reflect, and have a meaning as JSON-LD too", async () => {
  expect(institution).toMatchObject({
    asOfBlock: { chainNetwork: network, blockNumber: 5 },
    credentialSubject: { id: "did:web:iyonada.example", statementBody: { domain: "iyonada.example", profile: null } },
  });
  // This suite refuses words without a meaning.
  const created = String(institution.validFrom);
  await expect(secureDocument(institution, { key, suite: "eddsa-rdfc-2022", created })).resolves.toBeDefined();
});
