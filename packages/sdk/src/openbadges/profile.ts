import { institutionUrn } from "../core/ids.js";
import type { JsonObject, NetworkId } from "../core/types.js";

/** The institution as `issuer` of a credential: the Open Badges 3.0 `Profile`. */
export function issuerProfile(
  network: NetworkId,
  issuer: { readonly institution: number; readonly name: string; readonly url?: string; readonly did: string },
): JsonObject {
  return {
    id: issuer.did,
    type: ["Profile"],
    name: issuer.name,
    ...(issuer.url === undefined ? {} : { url: issuer.url }),
    otherIdentifier: [
      {
        type: "IdentifierEntry",
        identifier: institutionUrn(network, issuer.institution),
        identifierType: "ext:PeersealInstitution",
      },
    ],
  };
}
