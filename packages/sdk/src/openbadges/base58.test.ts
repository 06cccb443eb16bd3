import { encodeBase58 as encodeByEthers } from "ethers/utils";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase58, encodeBase58 } from "./base58.js";

test("writes what ethers writes, leading zeros apart", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const zeros = bytes.findIndex((byte) => byte !== 0);
      const leading = zeros === -1 ? bytes.length : zeros;
      const rest = bytes.subarray(leading);
      expect(encodeBase58(bytes)).toBe("1".repeat(leading) + (rest.length === 0 ? "" : encodeByEthers(rest)));
    }),
    { numRuns: 2_000 },
  );
});

test("writes known values", () => {
  expect(encodeBase58(new TextEncoder().encode("Hello World!"))).toBe("2NEpo7TZRRrLZSi2U");
  expect(encodeBase58(Uint8Array.from([0, 0, 0x28, 0x7f, 0xb4, 0xcd]))).toBe("11233QC4");
});

test("reads what it writes, and no character that is no digit", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
    }),
    { numRuns: 2_000 },
  );
  for (const text of ["0", "O", "I", "l", "1é", "z z", "😀"]) expect(decodeBase58(text)).toBeNull();
});
