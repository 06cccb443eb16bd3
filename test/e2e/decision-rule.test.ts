import { readFileSync } from "node:fs";
import {
  BASELINE_RUBRIC,
  decide,
  OUTCOMES,
  packHeader,
  packRatings,
  type RatedSeat,
  ROLES,
  type Route,
  type Rule,
  ruleOf,
  SEAT_ROLES,
} from "@peerseal/sdk";
import { Interface } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "./chain.world.ts";

const IS_DEEP = process.env.PEERSEAL_DEEP === "1";
const PANELS = IS_DEEP ? 100_000 : 5_000;
const AT_ONCE = 50;
const MINUTES = 60_000;
const BASELINE = ruleOf(BASELINE_RUBRIC);

const artifact = new URL(
  "../../artifacts/contracts/interfaces/IQualityPolicy.sol/IQualityPolicy.json",
  import.meta.url,
);
const policy = new Interface((JSON.parse(readFileSync(artifact, "utf8")) as { abi: [] }).abi);

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
});

/** Random numbers below a bound, the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Case = { readonly rule: Rule; readonly route: Route; readonly seats: readonly RatedSeat[] };

/** Any rule that a rubric may have, or the default one, and any panel: also levels that a role may not give. */
function drawCase(roll: (below: number) => number): Case {
  const rule = roll(2) === 0 ? BASELINE : drawRule(roll);
  // Panels that lean towards high levels as well as mixed ones, so that every outcome is reached.
  const lean = roll(4);
  const level = () => (roll(8) === 0 ? null : Math.max(lean, roll(4)));
  const seats = Array.from({ length: roll(16) }, () => ({
    role: SEAT_ROLES[roll(SEAT_ROLES.length)] ?? "chair",
    ratings: packRatings(rule.criteria.map(level)),
  }));
  return { rule, route: roll(3) === 0 ? "rapid" : "panel", seats };
}

function drawRule(roll: (below: number) => number): Rule {
  const notMetBelow = roll(101);
  return {
    ...BASELINE,
    criteria: Array.from({ length: 1 + roll(32) }, () => ({
      essential: roll(3) === 0,
      rapid: roll(2) === 0,
      practitionerMustRate: false,
      ratedBy: SEAT_ROLES.filter(() => roll(4) > 0),
    })),
    ratingsNeeded: 1 + roll(3),
    partialEssentials: 1 + roll(4),
    notMetBelow,
    conditionalBelow: notMetBelow + roll(101 - notMetBelow),
  };
}

async function outcomeOnChain({ rule, route, seats }: Case): Promise<string | undefined> {
  const data = policy.encodeFunctionData("outcome", [
    packHeader(rule),
    route === "rapid",
    seats.map(({ role }) => ROLES.indexOf(role)),
    seats.map(({ ratings }) => ratings),
  ]);
  const answer = await world.provider.call({ to: world.deployment.contracts.policy, data });
  return OUTCOMES[Number(policy.decodeFunctionResult("outcome", answer)[0])];
}

test("the contract and the SDK decide random panels alike", { timeout: (IS_DEEP ? 20 : 1) * MINUTES }, async () => {
  const roll = dice(20_261_123);
  const seen = new Map<string, number>();
  for (let done = 0; done < PANELS; done += AT_ONCE) {
    const cases = Array.from({ length: AT_ONCE }, () => drawCase(roll));
    const answers = await Promise.all(cases.map(outcomeOnChain));
    for (const [i, { rule, route, seats }] of cases.entries()) {
      const { outcome } = decide(rule, route, seats);
      expect(answers[i], JSON.stringify({ case: done + i, route, seats: seats.length })).toBe(outcome);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
  }
  // A draw that never reached an outcome would prove nothing about it.
  for (const outcome of ["met", "conditional", "not-met", "provisional"]) {
    expect(seen.get(outcome) ?? 0, outcome).toBeGreaterThan(PANELS / 100);
  }
});
