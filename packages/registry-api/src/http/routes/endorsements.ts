import {
  decisionEndorsement,
  type Hex,
  type JsonObject,
  type NetworkId,
  PeersealError,
  parseVersionId,
  signCredential,
  wire,
} from "@peerseal/sdk";
import { partiesOf } from "../../store/courses.js";
import type { Db } from "../../store/database.js";
import { findVersion } from "../../store/versions.js";
import type { RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { type QualityAsOf, qualityAsOf } from "./quality.js";
import { type Signatories, type Signatory, signatoryOf } from "./signatories.js";

export type EndorsementDeps = Signatories & {
  readonly db: Db;
  readonly network: NetworkId;
  readonly now: () => number;
};

/** The decision on a version, signed by an institution that issues for it and lent its key. */
export function endorsementRoutes(deps: EndorsementDeps): RouteModule {
  return (app) => {
    app.get(
      "/v1/versions/:id/endorsement",
      {
        schema: {
          tags: ["courses"],
          summary: "The decision on a version as a signed Open Badges 3.0 EndorsementCredential",
          description:
            "What the chain says at the newest block that this registry has indexed, signed by an owner or deliverer of the " +
            "course that lent its key. The same block gives the same credential. Verifiers of Peerseal ask the chain.",
          params: wire.VersionPath,
          querystring: wire.EndorsementQuery,
          response: answers(
            200,
            wire.SignedDocument,
            "not-found",
            "key-not-lent",
            "issue-invalid",
            "database-unreachable",
          ),
        },
      },
      async ({ params, query }) => {
        const row = await findVersion(deps.db, params.id);
        if (row === null) throw new PeersealError("not-found", `There is no version ${params.id} in this network.`);
        const found = await qualityAsOf(deps.db, deps.network, params.id);
        if (found === null || found.quality.decision === null) {
          throw new PeersealError("not-found", "No decision on this version has been taken.", {
            details: { state: found?.quality.state ?? "unreviewed" },
          });
        }
        return signed(params.id, found, await chosen(deps, row.course, query.institution));
      },
    );
  };
}

/** Endorses decisions in bundles, for institutions that lent their key. */
export function endorser(deps: EndorsementDeps): (version: Hex, institution: number) => Promise<JsonObject | null> {
  return async (version, institution) => {
    if (!deps.lent.has(institution)) return null;
    const found = await qualityAsOf(deps.db, deps.network, version);
    if (found === null || found.quality.decision === null) return null;
    return signed(version, found, await signatoryOf(deps, institution));
  };
}

function signed(version: Hex, { quality, block }: QualityAsOf, { issuer, key }: Signatory): Promise<JsonObject> {
  const endorsement = decisionEndorsement({ version: parseVersionId(version), quality, block, issuer });
  // The block's time, not ours: whoever asks again about this block gets the same bytes.
  return signCredential(endorsement, key, { created: String(endorsement.validFrom) });
}

async function chosen(deps: EndorsementDeps, course: Hex, institution: number | undefined) {
  const now = deps.now();
  const parties = await partiesOf(deps.db, [course]);
  const ids = parties
    .filter(({ fromAt, untilAt }) => fromAt > 0 && (untilAt === 0 || untilAt > now))
    .map((party) => party.institution);
  const candidates = institution === undefined ? ids : ids.filter((id) => id === institution);
  const [first] = candidates.filter((id) => deps.lent.has(id));
  if (first === undefined) {
    throw new PeersealError(
      "key-not-lent",
      "The registry holds no key of an institution that issues for this course.",
      {
        details: { institutions: candidates },
      },
    );
  }
  return signatoryOf(deps, first);
}
