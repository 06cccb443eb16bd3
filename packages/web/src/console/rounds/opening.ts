import {
  type ActionMessage,
  BASES,
  digestOf,
  type JsonObject,
  parseDigest,
  ROUND_PURPOSES,
  ROUTES,
  RoundDocument,
  type Rule,
  SEAT_ROLES,
  type SeatRole,
  unpackHeader,
  type wire,
} from "@peerseal/sdk";

/** What an owner wishes for when it asks for a review. */
export type Wish = {
  readonly version: string;
  readonly rubric: string;
  readonly convener: number;
  readonly purpose: "formative" | "summative";
  readonly basis: "design" | "delivered";
  readonly route: "panel" | "rapid";
  readonly seats: Readonly<Record<SeatRole, number>>;
  readonly languages: readonly string[];
  /** Unix seconds. */
  readonly reviewUntil: number;
  /** Days that a result would stand. */
  readonly days: number;
};

/** What the parser says of a wish: an opening that can be signed, or the places that do not fit. */
export type Opened =
  | { readonly opening: ActionMessage<"OpenRound">["opening"]; readonly document: JsonObject }
  | { readonly missing: readonly string[] };

const DAY = 86_400;
/** What panels usually have from the opening to the deadline. */
const WEEKS = 28 * DAY;

/** The opening and its document. `n`: one more than the rounds of this version and rubric so far. */
export function openingOf(wish: Wish, rubric: wire.Rubric, owner: number, n: number, now: number): Opened {
  const checked = RoundDocument.safeParse({
    schema: "peerseal.round/1",
    version: wish.version,
    rubric: parseDigest(rubric.digest),
    purpose: wish.purpose,
    basis: wish.basis,
    route: wish.route,
    seats: wish.seats,
    languages: wish.languages,
    dates: { opens: timeOf(now), reviewUntil: timeOf(wish.reviewUntil) },
    convener: wish.convener,
  });
  const rule = ruleIn(rubric);
  const hasDays = wish.purpose === "formative" || (wish.days >= 1 && wish.days <= longestDays(rule, wish.route));
  const isInTime = wish.route === "panel" || wish.reviewUntil <= now + rule.rapidReview;
  if (!checked.success || !hasDays || !isInTime) {
    const places = checked.success ? [] : checked.error.issues.map(({ path }) => placeOf(String(path[0])));
    const more = [...(hasDays ? [] : ["validity"]), ...(isInTime ? [] : ["reviewUntil"])];
    return { missing: [...new Set([...places, ...more])] };
  }
  // A parsed document is JSON.
  const document = checked.data as unknown as JsonObject;
  return {
    document,
    opening: {
      version: checked.data.version,
      rubric: rubric.id,
      n,
      owner,
      convener: wish.convener,
      purpose: ROUND_PURPOSES.indexOf(wish.purpose),
      basis: BASES.indexOf(wish.basis),
      route: ROUTES.indexOf(wish.route),
      seats: SEAT_ROLES.map((role) => wish.seats[role]),
      validity: wish.purpose === "formative" ? 0 : wish.days * DAY,
      reviewUntil: wish.reviewUntil,
      document: digestOf(document),
    },
  };
}

/** Place in the form of a member of the document. */
function placeOf(member: string): string {
  return member === "dates" ? "reviewUntil" : member;
}

export function ruleIn({ header: [first, second] }: Pick<wire.Rubric, "header">): Rule {
  return unpackHeader([BigInt(first), BigInt(second)]);
}

export function longestDays(rule: Rule, route: Wish["route"]): number {
  return Math.floor((route === "rapid" ? rule.rapidValidity : rule.validity) / DAY);
}

/** Roles of which a route takes seats: on the rapid one those that may rate all of its criteria. */
export function rolesOn(rule: Rule, route: wire.Round["route"]): readonly SeatRole[] {
  if (route !== "rapid") return SEAT_ROLES;
  return SEAT_ROLES.filter((role) => rule.criteria.every(({ rapid, ratedBy }) => !rapid || ratedBy.includes(role)));
}

/** The least panel of a route. */
export function leastSeats(rule: Rule, route: Wish["route"]): Readonly<Record<SeatRole, number>> {
  if (route === "panel") return rule.panel.roles;
  const [role = "subject-expert"] = rolesOn(rule, route);
  const nobody = { "subject-expert": 0, education: 0, practitioner: 0, learner: 0, chair: 0 };
  return { ...nobody, [role]: rule.rapid.seats };
}

/** What a route asks for at least, the longest that its result may stand, and when reviews are due at the latest or soon. */
export function usualOn(rule: Rule, route: Wish["route"], now: number) {
  const minute = Math.floor(now / 60) * 60;
  return {
    route,
    seats: leastSeats(rule, route),
    reviewUntil: minute + (route === "rapid" ? rule.rapidReview : WEEKS),
    days: longestDays(rule, route),
  } satisfies Partial<Wish>;
}

function timeOf(seconds: number): string {
  return Number.isFinite(seconds) ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : "";
}
