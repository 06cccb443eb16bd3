import { type Check, fail, ok } from "../finding.js";

const LEAST = [22, 18] as const;

/** The Node that runs this is one that the registry runs on. */
export const node: Check = {
  name: "node",
  needs: [],
  run: async ({ nodeVersion }) => {
    const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
    const isNew = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
    return [isNew ? ok(`Node ${nodeVersion}.`) : fail(`Node ${nodeVersion} is too old.`, "Install Node 24 (LTS).")];
  },
};
