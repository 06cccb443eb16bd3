import { PeersealError } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { createLog } from "./log.js";

test("a log tells where an error came from, and of others' errors no word", () => {
  const lines: string[] = [];
  const log = createLog({ logLevel: "info" }, { write: (line) => lines.push(line) });
  const foreign = Object.assign(
    new Error("no answer from https://rpc.example/v2/marked-key", { cause: "marked-key" }),
    {
      code: "SERVER_ERROR",
      request: { url: "https://rpc.example/v2/marked-key" },
    },
  );
  log.error({
    event: "failed",
    err: new PeersealError("chain-unreachable", "The chain is silent.", { cause: foreign }),
  });
  log.error({ event: "failed", err: foreign });
  log.error(foreign);
  expect(lines).toHaveLength(3);
  const [first, second] = lines.map((line) => JSON.parse(line));
  expect(first.err).toMatchObject({
    name: "PeersealError",
    code: "chain-unreachable",
    message: "The chain is silent.",
    cause: { name: "Error", code: "SERVER_ERROR", message: null },
  });
  expect(second.err.at[0]).toMatch(/log-errors\.test/);
  expect(lines.join("")).not.toContain("marked-key");
});
