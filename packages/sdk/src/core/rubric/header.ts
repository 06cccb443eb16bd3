import type { RubricDocument } from "../documents/rubric.js";
import { PeersealError } from "../errors.js";
import { MAX_CRITERIA } from "../ratings.js";
import { ROLES, type Role } from "../types.js";

/** Roles that a seat may have. */
export type SeatRole = Exclude<Role, "none">;
/** In the order of the header's masks and counts. */
export const SEAT_ROLES: readonly SeatRole[] = ROLES.filter((role) => role !== "none");

/** What a rule says about one criterion. */
export type CriterionRule = {
  readonly essential: boolean;
  /** Judged on the rapid route too. */
  readonly rapid: boolean;
  /** A practitioner of the panel must rate it. */
  readonly practitionerMustRate: boolean;
  /** Roles whose ratings count, in the order of {@link SEAT_ROLES}. */
  readonly ratedBy: readonly SeatRole[];
};

/** The part of a rubric that contracts apply. Periods in seconds, shares in percent. */
export type Rule = {
  /** Criterion i of the document at place i. */
  readonly criteria: readonly CriterionRule[];
  /** Least panel: seats, distinct institutions, seats of each role. */
  readonly panel: {
    readonly seats: number;
    readonly institutions: number;
    readonly roles: Readonly<Record<SeatRole, number>>;
  };
  /** Least panel of the rapid route. */
  readonly rapid: { readonly seats: number; readonly institutions: number };
  /** Ratings that a criterion needs to count. */
  readonly ratingsNeeded: number;
  /** Number of essentials at level 1 from which on the outcome is `not-met`. */
  readonly partialEssentials: number;
  /** Share of the other criteria at level 2 or more below which the outcome is `not-met`, and `conditional`. */
  readonly notMetBelow: number;
  readonly conditionalBelow: number;
  /** Longest validity of a decision, and of a rapid one; longest time from opening to review deadline on that route. */
  readonly validity: number;
  readonly rapidValidity: number;
  readonly rapidReview: number;
};

/** Word 0: bit at which the mask of the first role, of essentials, of rapid criteria and of practitioners' ones starts. */
const MASKS = { role: 0, essential: 160, rapid: 192, practitioner: 224 } as const;
const MASK_BITS = 32;
/** Word 1: first byte and length in bytes of each number. */
const NUMBERS = {
  criteria: [0, 1],
  seats: [1, 1],
  institutions: [2, 1],
  firstRole: [3, 1],
  rapidSeats: [8, 1],
  rapidInstitutions: [9, 1],
  ratingsNeeded: [10, 1],
  partialEssentials: [11, 1],
  notMetBelow: [12, 1],
  conditionalBelow: [13, 1],
  validity: [14, 4],
  rapidValidity: [18, 4],
  rapidReview: [22, 4],
} as const satisfies Record<string, readonly [start: number, length: number]>;
const RESERVED_FROM = 26;

/**
 * Packs a rule into the two header words of IRubricRegistry.
 *
 * @throws `header-invalid` for a value that does not fit its place
 */
export function packHeader(rule: Rule): [bigint, bigint] {
  const { criteria, panel, rapid } = rule;
  checkCount(criteria.length);
  const masks = SEAT_ROLES.reduce(
    (word, role, i) => word | (maskOf(criteria, ({ ratedBy }) => ratedBy.includes(role)) << BigInt(MASK_BITS * i)),
    (maskOf(criteria, ({ essential }) => essential) << BigInt(MASKS.essential)) |
      (maskOf(criteria, (criterion) => criterion.rapid) << BigInt(MASKS.rapid)) |
      (maskOf(criteria, ({ practitionerMustRate }) => practitionerMustRate) << BigInt(MASKS.practitioner)),
  );
  const roles = SEAT_ROLES.map((role, i) => place("seats of a role", panel.roles[role], NUMBERS.firstRole[0] + i, 1));
  const numbers = [
    place("criteria", criteria.length, ...NUMBERS.criteria),
    place("seats", panel.seats, ...NUMBERS.seats),
    place("institutions", panel.institutions, ...NUMBERS.institutions),
    place("rapid seats", rapid.seats, ...NUMBERS.rapidSeats),
    place("rapid institutions", rapid.institutions, ...NUMBERS.rapidInstitutions),
    place("ratings needed", rule.ratingsNeeded, ...NUMBERS.ratingsNeeded),
    place("partial essentials", rule.partialEssentials, ...NUMBERS.partialEssentials),
    place("not-met below", rule.notMetBelow, ...NUMBERS.notMetBelow),
    place("conditional below", rule.conditionalBelow, ...NUMBERS.conditionalBelow),
    place("validity", rule.validity, ...NUMBERS.validity),
    place("rapid validity", rule.rapidValidity, ...NUMBERS.rapidValidity),
    place("rapid review", rule.rapidReview, ...NUMBERS.rapidReview),
  ];
  return [masks, [...roles, ...numbers].reduce((word, part) => word | part, 0n)];
}

/**
 * Reads the header words of a rubric.
 *
 * @throws `header-invalid` for no criteria or more than 32, a mask beyond them, or reserved bits
 */
export function unpackHeader(header: readonly [bigint, bigint]): Rule {
  const [masks, numbers] = header;
  const read = ([start, length]: readonly [number, number]): number =>
    Number(BigInt.asUintN(8 * length, numbers >> BigInt(8 * start)));
  const count = read(NUMBERS.criteria);
  checkCount(count);
  if (numbers < 0n || numbers >> BigInt(8 * RESERVED_FROM) !== 0n) throw invalid("reserved bits are set");
  if (masks < 0n || masks >> 256n !== 0n) throw invalid("the first word is not of 256 bits");
  for (let bit = 0; bit < 256; bit += MASK_BITS) {
    if (BigInt.asUintN(MASK_BITS, masks >> BigInt(bit)) >> BigInt(count) !== 0n) {
      throw invalid("a mask reaches beyond the criteria");
    }
  }
  const isSet = (start: number, criterion: number): boolean => ((masks >> BigInt(start + criterion)) & 1n) === 1n;
  const ofRole = (role: SeatRole): number => read([NUMBERS.firstRole[0] + SEAT_ROLES.indexOf(role), 1]);
  return {
    criteria: Array.from({ length: count }, (_, i) => ({
      essential: isSet(MASKS.essential, i),
      rapid: isSet(MASKS.rapid, i),
      practitionerMustRate: isSet(MASKS.practitioner, i),
      ratedBy: SEAT_ROLES.filter((_role, r) => isSet(MASKS.role + MASK_BITS * r, i)),
    })),
    panel: {
      seats: read(NUMBERS.seats),
      institutions: read(NUMBERS.institutions),
      roles: {
        "subject-expert": ofRole("subject-expert"),
        education: ofRole("education"),
        practitioner: ofRole("practitioner"),
        learner: ofRole("learner"),
        chair: ofRole("chair"),
      },
    },
    rapid: { seats: read(NUMBERS.rapidSeats), institutions: read(NUMBERS.rapidInstitutions) },
    ratingsNeeded: read(NUMBERS.ratingsNeeded),
    partialEssentials: read(NUMBERS.partialEssentials),
    notMetBelow: read(NUMBERS.notMetBelow),
    conditionalBelow: read(NUMBERS.conditionalBelow),
    validity: read(NUMBERS.validity),
    rapidValidity: read(NUMBERS.rapidValidity),
    rapidReview: read(NUMBERS.rapidReview),
  };
}

/**
 * The rule that a rubric document states. Its header must be the one on chain: `packHeader(ruleOf(document))`. The order
 * of criteria in the document gives their places.
 */
export function ruleOf(document: RubricDocument): Rule {
  const { criteria, rule } = document;
  return {
    criteria: criteria.map(({ essential, rapid, practitionerMustRate, ratedBy }) => ({
      essential,
      rapid,
      practitionerMustRate,
      ratedBy: SEAT_ROLES.filter((role) => ratedBy.includes(role)),
    })),
    panel: rule.panel,
    rapid: { seats: rule.rapid.seats, institutions: rule.rapid.institutions },
    ratingsNeeded: rule.ratingsNeeded,
    partialEssentials: rule.partialEssentials,
    notMetBelow: rule.notMetBelowPercent,
    conditionalBelow: rule.conditionalBelowPercent,
    validity: rule.validitySeconds,
    rapidValidity: rule.rapid.validitySeconds,
    rapidReview: rule.rapid.reviewSeconds,
  };
}

function maskOf(criteria: readonly CriterionRule[], belongs: (criterion: CriterionRule) => boolean): bigint {
  return criteria.reduce((mask, criterion, i) => (belongs(criterion) ? mask | (1n << BigInt(i)) : mask), 0n);
}

function place(what: string, value: number, start: number, length: number): bigint {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * length)) throw invalid(`${what} is ${value}`);
  return BigInt(value) << BigInt(8 * start);
}

function checkCount(count: number): void {
  if (count < 1 || count > MAX_CRITERIA) throw invalid(`there are ${count} criteria`);
}

function invalid(reason: string): PeersealError {
  return new PeersealError("header-invalid", `The rubric's header does not hold: ${reason}.`, { details: { reason } });
}
