import { deriveCredential, PeersealError, wire } from "@peerseal/sdk";
import type { App } from "../../app.js";
import { jsonObject } from "../../vc-api/json-object.js";
import type { TestIssuer } from "../../vc-api/test-issuer.js";
import { answers } from "../answers.js";
import { DEFAULT_SUITE, mountOf, PREFIXES } from "./mounts.js";

const tags = ["vc-api"];
const BODY_LIMIT = 4 * 1024 * 1024;

/** What the test issuer and the test holder do: in test mode only. */
export function registerIssuing(app: App, issuer: TestIssuer | null): void {
  const required = (): TestIssuer => {
    if (issuer !== null) return issuer;
    throw new PeersealError("vc-test-off", "This registry issues batches of its institutions, and nothing else.");
  };
  for (const { prefix, params } of PREFIXES) {
    const common = { bodyLimit: BODY_LIMIT, config: { json: "any" as const, idempotency: "none" as const } };
    const path = params === undefined ? {} : { params };

    app.post(
      `${prefix}/credentials/issue`,
      {
        ...common,
        schema: {
          tags,
          summary: "Issue any credential, as the test issuer",
          description:
            "W3C VCALM. In test mode only (PEERSEAL_VC_TEST=1): the issuer has no authority in any network. The suite is " +
            "the mount's, or `options.cryptosuite`; below /vc/status every credential gets status entries.",
          ...path,
          body: wire.IssueVcRequest,
          response: answers(201, wire.IssueVcAnswer, "vc-test-off", "vc-invalid"),
        },
      },
      async (request, reply) => {
        const { suite, withStatus } = mountOf(request);
        const { credential, options } = request.body;
        if (suite !== null && options?.cryptosuite !== undefined && options.cryptosuite !== suite) {
          throw new PeersealError("vc-invalid", `This mount signs with ${suite}: leave out options.cryptosuite.`);
        }
        const verifiableCredential = await required().issue(jsonObject(credential), {
          suite: suite ?? options?.cryptosuite ?? DEFAULT_SUITE,
          purposes: options?.statusPurposes ?? (withStatus ? wire.STATUS_PURPOSES : []),
          mandatoryPointers: options?.mandatoryPointers,
          credentialId: options?.credentialId,
        });
        return reply.code(201).send({ verifiableCredential: { ...verifiableCredential } });
      },
    );

    app.post(
      `${prefix}/credentials/status`,
      {
        ...common,
        schema: {
          tags,
          summary: "Set the status of a credential of the test issuer",
          description: "W3C VCALM. In test mode only. The list at GET /status/{id} says so at once.",
          ...path,
          body: wire.UpdateVcStatusRequest,
          response: answers(200, wire.UpdateVcStatusAnswer, "vc-test-off", "not-found"),
        },
      },
      async ({ body }) => ({ updated: await required().setStatus(body) }),
    );

    app.post(
      `${prefix}/credentials/derive`,
      {
        ...common,
        schema: {
          tags,
          summary: "Derive a credential that shows only parts of another (ecdsa-sd-2023)",
          description:
            "W3C VCALM. In test mode only: a holder derives with SDK or CLI, where nothing leaves the machine. Answers " +
            "the derived credential itself.",
          ...path,
          body: wire.DeriveVcRequest,
          response: answers(201, wire.DerivedVc, "vc-test-off", "vc-invalid"),
        },
      },
      async ({ body }, reply) => {
        required();
        const { verifiableCredential, options } = body;
        return reply.code(201).send({ ...(await deriveCredential(jsonObject(verifiableCredential), options)) });
      },
    );
  }
}
