import { parseDigest, parseRoundId } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { writeSeatKey } from "../../review/seat-key.js";
import { readSigner } from "./signer-bytes.js";

const round = parseRoundId(`0x${"ab".repeat(32)}`);
const signer = `0x${"cd".repeat(84)}` as const;

test("a seat key tells the signer and the ties that were declared, for its own round only", () => {
  const key = writeSeatKey({ round, signer, ties: ["family"], statement: parseDigest(`0x${"ef".repeat(32)}`) });
  expect(readSigner(` ${key}\n`, round)).toEqual({ signer, ties: ["family"] });
  expect(readSigner(key, `0x${"12".repeat(32)}`)).toBeNull();
});

test("the bytes of a signer come without a statement; anything else is none", () => {
  expect(readSigner(` 0x${"CD".repeat(20)} `, round)).toEqual({ signer: `0x${"cd".repeat(20)}`, ties: null });
  expect(readSigner(`0x${"cd".repeat(21)}`, round)).toBeNull();
  expect(readSigner("", round)).toBeNull();
});
