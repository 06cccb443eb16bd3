import { countJobs } from "../../../store/operations.js";
import { type Check, dbOf, ok, warn } from "../finding.js";

/** Deliveries that were given up. */
export const jobs: Check = {
  name: "webhooks",
  needs: ["database"],
  run: async (patient) => {
    const dead = (await countJobs(dbOf(patient))).find(({ state }) => state === "dead")?.jobs ?? 0;
    if (dead === 0) return [ok("No delivery was given up.")];
    return [warn(`Deliveries were given up: ${dead}.`, "See docs/operations.md, Webhooks that are given up.")];
  },
};
