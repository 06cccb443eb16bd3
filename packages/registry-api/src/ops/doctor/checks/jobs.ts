import { countJobs } from "../../../store/operations.js";
import { type Check, dbOf, ok, warn } from "../finding.js";

/** Deliveries that were given up. */
export const jobs: Check = {
  name: "webhooks",
  needs: ["database"],
  run: async (patient) => {
    const given = (await countJobs(dbOf(patient))).filter(({ state }) => state === "failed" || state === "dead");
    if (given.length === 0) return [ok("No delivery was given up.")];
    const told = given.map(({ queue, jobs: count }) => `${count} of ${queue}`).join(", ");
    return [warn(`Deliveries were given up: ${told}.`, "See docs/operations.md, Webhooks that are given up.")];
  },
};
