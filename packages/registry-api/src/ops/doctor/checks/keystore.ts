import { PeersealError } from "@peerseal/sdk";
import { type Check, fail, ok, warn } from "../finding.js";

/** The keystore can be read by this user only, holds keys, and is for this chain. */
export const keystore: Check = {
  name: "keystore",
  needs: ["config", "chain"],
  run: async ({ relayer }) => {
    try {
      const address = await relayer();
      return [
        address === null
          ? warn("There is no relayer's key: the registry only reads.", "See docs/operations.md, Keys.")
          : ok(`The relayer is ${address}.`),
      ];
    } catch (error) {
      if (!(error instanceof PeersealError)) throw error;
      const path = /keystore (\S+)/.exec(error.message)?.[1] ?? "the keystore";
      const fix = /chmod 600/.test(error.message) ? `chmod 600 ${path}` : "See docs/operations.md, Keys.";
      return [fail(error.message, fix)];
    }
  },
};
