import { PeersealError } from "@peerseal/sdk";
import { type Principal, type Role, reaches } from "./principal.js";
import type { Rule } from "./rules/rule.js";

type RoleRule = Extract<Rule, { readonly of: unknown }>;

/**
 * Whether a caller may use a route for an institution, before anything is known of the request: a first look that
 * spares reading the bodies of strangers.
 *
 * @throws PeersealError `not-allowed`
 */
export function requireRole(principal: Principal, rule: RoleRule): void {
  if (grantsFor(principal, rule).length === 0) {
    throw new PeersealError("not-allowed", `This needs one of the roles ${rule.allow.join(", ")}.`, {
      details: { roles: rule.allow },
    });
  }
  const { purpose } = rule;
  if (purpose === undefined || principal.purposes === null || principal.purposes.includes(purpose)) return;
  throw new PeersealError("not-allowed", `This key is not for the purpose "${purpose}".`, { details: { purpose } });
}

/**
 * Whether a caller has one of a rule's roles where it is needed.
 *
 * @param institution null: in the whole registry.
 * @throws PeersealError `not-allowed`
 */
export function requireReach(principal: Principal, rule: RoleRule, institution: number | null): void {
  if (grantsFor(principal, rule).some((grant) => reaches(grant, institution))) return;
  const where = institution === null ? "the whole registry" : `institution ${institution}`;
  throw new PeersealError("not-allowed", `This needs one of the roles ${rule.allow.join(", ")} in ${where}.`, {
    details: { roles: rule.allow, institution },
  });
}

/**
 * The institution that is meant where a request names none: the caller's only one, or null for the whole registry.
 *
 * @throws PeersealError `not-allowed` where there are several.
 */
export function impliedInstitution(principal: Principal, rule: RoleRule): number | null {
  const institutions = new Set(grantsFor(principal, rule).map(({ institution }) => institution));
  if (institutions.has(null)) return null;
  const [only] = institutions;
  if (only !== undefined && institutions.size === 1) return only;
  throw new PeersealError("not-allowed", "You have this role in several institutions: name one.", {
    details: { roles: rule.allow },
  });
}

function grantsFor({ grants }: Principal, { allow }: RoleRule) {
  const roles: readonly Role[] = allow;
  return grants.filter(({ role }) => roles.includes(role));
}
