import type { wire } from "@peerseal/sdk";

/** Minor changes over which a result can go, as the contract has it. */
export const MOST_STEPS = 3;

type Decision = Pick<
  wire.Decision,
  "round" | "version" | "outcome" | "listed" | "expiresAt" | "rescindedAt" | "carriedTo"
>;
type Change = Pick<wire.Version, "id" | "previous" | "minor">;

/** Why no result can be carried to a version. */
export type CarryRefusal = "not-minor" | "own-result" | "nothing-stands" | "too-far";

/** What stands about carrying a result to a version. `first`: it changes no other one. */
export type Carrying<D extends Decision = Decision> =
  | { readonly kind: "first" }
  | { readonly kind: "refused"; readonly reason: CarryRefusal }
  | { readonly kind: "carried"; readonly decision: D; readonly at: number }
  | { readonly kind: "open"; readonly decision: D };

/** Whether a result stands that counts for a minor change too. */
export function isCarriable({ outcome, listed, expiresAt, rescindedAt }: Decision, now: number): boolean {
  const isGood = outcome === "met" || outcome === "conditional";
  return isGood && listed && rescindedAt === null && (expiresAt === null || expiresAt > now);
}

/** Minor changes from the version that was reviewed to one whose earlier version has the result; null: it has not. */
export function stepsTo({ version, carriedTo }: Decision, { previous, minor }: Change): number | null {
  if (!minor || previous === null) return null;
  if (previous === version) return 1;
  const before = carriedTo.find((one) => one.version === previous);
  return before === undefined ? null : before.steps + 1;
}

/**
 * What the contract and the rule of quality say about carrying a result to a version.
 *
 * @param decisions on the versions before it, over at least {@link MOST_STEPS} + 1 minor changes back.
 * @param own decisions on the version itself. @param now Unix seconds.
 */
export function carryingTo<D extends Decision>(
  version: Change,
  decisions: readonly D[],
  own: readonly Decision[],
  now: number,
): Carrying<D> {
  if (version.previous === null) return { kind: "first" };
  for (const decision of decisions) {
    const carried = decision.carriedTo.find((one) => one.version === version.id);
    if (carried !== undefined) return { kind: "carried", decision, at: carried.at };
  }
  if (!version.minor) return { kind: "refused", reason: "not-minor" };
  // A result of the version's own counts, also where an earlier one is carried afterwards.
  if (own.some((one) => one.listed && one.rescindedAt === null)) return { kind: "refused", reason: "own-result" };
  const reaching = decisions.flatMap((decision) => {
    const steps = isCarriable(decision, now) ? stepsTo(decision, version) : null;
    return steps === null ? [] : [{ decision, steps }];
  });
  const found = reaching.findLast(({ steps }) => steps <= MOST_STEPS);
  if (found !== undefined) return { kind: "open", decision: found.decision };
  return { kind: "refused", reason: reaching.length > 0 ? "too-far" : "nothing-stands" };
}
