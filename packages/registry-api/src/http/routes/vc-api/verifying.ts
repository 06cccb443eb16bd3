import { wire } from "@peerseal/sdk";
import type { App } from "../../app.js";
import { jsonObject } from "../../vc-api/json-object.js";
import { type VcResult, type VcVerifying, verifyCredential } from "../../vc-api/verify-credential.js";
import { type VpResult, verifyPresentation } from "../../vc-api/verify-presentation.js";
import { answers } from "../answers.js";
import { PREFIXES } from "./mounts.js";

const tags = ["vc-api"];
/** A credential may hold pictures. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** Verifying, open in every mode: nothing of what is sent is kept or logged. */
export function registerVerifying(app: App, verifying: () => VcVerifying): void {
  for (const { prefix, params } of PREFIXES) {
    const path = params === undefined ? {} : { params };
    app.post(
      `${prefix}/credentials/verify`,
      {
        bodyLimit: BODY_LIMIT,
        config: { json: "any", budget: "verify", idempotency: "none" },
        schema: {
          tags,
          summary: "Verify any credential of VCDM 2.0",
          description:
            "W3C VCALM: structure, every proof by a key of the issuer, dates, status. 200 where it is verified, 400 where " +
            "not, with W3C's problem types. Of a credential of this network the header `peerseal-verdict` tells our " +
            "verdict, and `options.returnVerdict` gives all of it. Keys come from did:key, did:web and the chain.",
          ...path,
          body: wire.VerifyVcRequest,
          response: { ...answers(200, wire.VerifyVcAnswer), 400: wire.VerifyVcAnswer.or(wire.Problem) },
        },
      },
      async ({ body }, reply) => {
        const { verifiableCredential, options = {} } = body;
        const result = await verifyCredential(verifying(), jsonObject(verifiableCredential), options);
        if (result.verdict !== null) reply.header("peerseal-verdict", result.verdict.verdict);
        return reply.code(result.verified ? 200 : 400).send(answerOf(result, body));
      },
    );

    app.post(
      `${prefix}/presentations/verify`,
      {
        bodyLimit: BODY_LIMIT,
        config: { json: "any", budget: "verify", idempotency: "none" },
        schema: {
          tags,
          summary: "Verify a presentation and every credential in it",
          description:
            "W3C VCALM: structure, every proof by a key of the holder with the purpose `authentication`, `challenge` and " +
            "`domain` where they are given, and each credential as POST /credentials/verify does.",
          ...path,
          body: wire.VerifyVpRequest,
          response: { ...answers(200, wire.VerifyVpAnswer), 400: wire.VerifyVpAnswer.or(wire.Problem) },
        },
      },
      async ({ body }, reply) => {
        const { verifiablePresentation, presentation, options = {} } = body;
        const given = jsonObject(verifiablePresentation ?? presentation ?? {});
        const result = await verifyPresentation(verifying(), given, options, verifiablePresentation !== undefined);
        return reply.code(result.verified ? 200 : 400).send(vpAnswerOf(result, body));
      },
    );
  }
}

/** The problems of the credentials stand at the top too: who asks for no results still wants to know. */
function vpAnswerOf(
  result: VpResult,
  { verifiablePresentation, options = {} }: wire.VerifyVpRequest,
): wire.VerifyVpAnswer {
  const { verified, problems, presentation, credentials } = result;
  const all = [...problems, ...credentials.flatMap((one) => one.problems)];
  const isPresented = options.returnPresentation === true && verifiablePresentation !== undefined;
  return {
    verified,
    ...(options.returnProblemDetails === false ? {} : { problemDetails: all }),
    ...(isPresented ? { verifiablePresentation } : {}),
    ...(options.returnResults === true
      ? {
          results: {
            presentation,
            credentials: credentials.map((one) => ({
              verified: one.verified,
              problemDetails: [...one.problems],
              results: one.results,
            })),
          },
        }
      : {}),
  };
}

/** What the caller asked to be told. */
function answerOf(result: VcResult, { verifiableCredential, options = {} }: wire.VerifyVcRequest): wire.VerifyVcAnswer {
  const { verified, problems, results, verdict } = result;
  return {
    verified,
    ...(options.returnProblemDetails === false ? {} : { problemDetails: [...problems] }),
    ...(options.returnCredential === true ? { credential: verifiableCredential } : {}),
    ...(options.returnResults === true ? { results } : {}),
    ...(options.returnVerdict === true && verdict !== null ? { verdict: { ...verdict } } : {}),
  };
}
