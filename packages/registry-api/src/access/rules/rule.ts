import type { Purpose, Role } from "../principal.js";

/**
 * Whose route it is.
 *
 * - `registry`: of the whole registry;
 * - `any`: of whatever institution the caller has the role in;
 * - a member of path, body or query: of the institution that it names. A body or query that may leave it out
 *   (`absent: "own"`) then means the caller's own one;
 * - `stored`: of the institution that the key, role, invitation or webhook with this id belongs to.
 */
export type Of =
  | "registry"
  | "any"
  | { readonly params: string }
  | { readonly body: string; readonly absent?: "own" }
  | { readonly query: string; readonly absent: "own" }
  | { readonly stored: "key" | "grant" | "invitation" | "webhook" };

/**
 * Who may use a route, and why.
 *
 * - `public`: everybody; it reads or verifies, and keeps nothing;
 * - `signed`: everybody; what is sent proves by itself that it may be done (an institution's signature, a single-use
 *   token, a contract that checks the time);
 * - `known`: whoever is signed in or has a key that holds, whatever the role;
 * - roles: whoever has one of them in the institution that `of` names.
 */
export type Rule =
  | { readonly allow: "public" | "signed" | "known"; readonly reason: string }
  | {
      readonly allow: readonly Role[];
      readonly of: Of;
      /** API keys need it beside the role. */
      readonly purpose?: Purpose;
      readonly reason: string;
    };

export type RuleTable = Readonly<Record<string, Rule>>;

export const open = (reason: string): Rule => ({ allow: "public", reason });
export const signed = (reason: string): Rule => ({ allow: "signed", reason });
