/** What somebody may do for an institution, or for the whole registry. */
export const ROLES = ["officer", "reviewer", "admin", "auditor"] as const;
/**
 * `officer` issues, corrects and delivers credentials; `reviewer` reads what concerns reviews; `admin` decides who may
 * do what; `auditor` reads everything and writes nothing.
 */
export type Role = (typeof ROLES)[number];

/** What an API key is for; a rule that names a purpose is closed to keys without it. */
export const PURPOSES = ["issue", "deliver", "webhooks", "access", "audit"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A role in an institution; null: in the whole registry, which only `admin` and `auditor` can be. */
export type Grant = { readonly role: Role; readonly institution: number | null };

/** Who asks: a program with an API key, or a person with a session. `id` names nobody outside this registry. */
export type Principal = {
  readonly kind: "key" | "person";
  readonly id: string;
  readonly grants: readonly Grant[];
  /** Of a key; null: not narrowed, as for people. */
  readonly purposes: readonly Purpose[] | null;
};

/** Whether a role may span the whole registry. Acting for every institution at once is nobody's work. */
export function maySpanRegistry(role: Role): boolean {
  return role === "admin" || role === "auditor";
}

/** Whether a grant reaches an institution; null asks for the whole registry. */
export function reaches(grant: Grant, institution: number | null): boolean {
  return grant.institution === null || grant.institution === institution;
}

/** The one institution that all grants of some roles are of; null: several, none, or the registry. */
export function ownInstitution(principal: Principal, roles: readonly Role[]): number | null {
  const named = principal.grants.filter(({ role }) => roles.includes(role)).map(({ institution }) => institution);
  const [first] = named;
  return first !== undefined && named.every((institution) => institution === first) ? first : null;
}
