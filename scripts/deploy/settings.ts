import { z } from "zod";
import { readJson } from "./files.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LONGEST = 365 * DAY;

const seconds = (standard: number, least = 0) => z.int().min(least).max(LONGEST).default(standard);

/** By the members' votes, or, for trials of one operator only, by one account. */
const Governance = z.union([
  z.strictObject({
    sole: z
      .string()
      .toLowerCase()
      .regex(/^0x[0-9a-f]{40}$/, { error: "expected an account" })
      .pipe(z.templateLiteral(["0x", z.string()])),
  }),
  z.strictObject({
    votingDelay: seconds(2 * DAY),
    votingPeriod: seconds(14 * DAY, 1),
    timelockDelay: seconds(7 * DAY),
    quorumPercent: z.int().min(1).max(100).default(34),
  }),
]);
const Panel = z.strictObject({
  objection: seconds(7 * DAY),
  reveal: seconds(7 * DAY, 1),
  reply: seconds(14 * DAY, 1),
  appeal: seconds(30 * DAY),
});
const Rapid = z.strictObject({
  objection: seconds(12 * HOUR),
  reveal: seconds(24 * HOUR, 1),
  reply: seconds(24 * HOUR, 1),
  appeal: seconds(14 * DAY),
});

/** What can be chosen about a network before it is there, and mostly never after. Periods in seconds. */
export type NetworkSettings = z.infer<typeof NetworkSettings>;
export const NetworkSettings = z.strictObject({
  schema: z.literal("peerseal.network-settings/1"),
  governance: Governance.prefault({}),
  panel: Panel.prefault({}),
  rapid: Rapid.prefault({}),
  /** Founder that will publish QA Baseline 1.0, which the directory lists from its first second on; 0: nobody. */
  baselineRubricBy: z.int().min(0).default(1),
});

/** The settings of a file over the standard ones; the standard ones without a file. @throws PeersealError `config-invalid`. */
export function readSettings(path: string | undefined): NetworkSettings {
  if (path === undefined) return NetworkSettings.parse({ schema: "peerseal.network-settings/1" });
  return readJson(path, NetworkSettings, "settings of a network");
}
