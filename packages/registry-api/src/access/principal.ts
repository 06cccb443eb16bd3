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

const words = (list: readonly string[]): ReadonlySet<string> => new Set(list);
const [ROLE_WORDS, PURPOSE_WORDS] = [words(ROLES), words(PURPOSES)];
/** Whether a text names a role. */
export const isRole = (text: string): text is Role => ROLE_WORDS.has(text);
/** Whether a text names a purpose. */
export const isPurpose = (text: string): text is Purpose => PURPOSE_WORDS.has(text);

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
