import { describe, expect, it } from "vitest";
import { capped, NO_LIMITS, raised } from "./fees.js";

const limit = (maxFeePerGas: bigint) => ({ ...NO_LIMITS, maxFeePerGas });

describe("capped", () => {
  const market = { maxFeePerGas: 100n, maxPriorityFeePerGas: 10n };

  it("leaves what is below the cap, or where there is none", () => {
    expect(capped(market, 45n, NO_LIMITS)).toEqual(market);
    expect(capped(market, 45n, limit(100n))).toEqual(market);
  });

  it("offers the cap as long as a block may take it, and never a tip beyond it", () => {
    expect(capped(market, 45n, limit(60n))).toEqual({ maxFeePerGas: 60n, maxPriorityFeePerGas: 10n });
    expect(capped(market, 55n, limit(60n))).toEqual({ maxFeePerGas: 60n, maxPriorityFeePerGas: 5n });
  });

  it("stops where the chain charges the cap or more", () => {
    expect(() => capped(market, 60n, limit(60n))).toThrow(expect.objectContaining({ code: "fee-cap" }));
  });
});

describe("raised", () => {
  const offered = { maxFeePerGas: 80n, maxPriorityFeePerGas: 8n };

  it("offers an eighth more on both fees at least, and what the market asks where that is more", () => {
    for (const fee of [1n, 7n, 8n, 80n, 10n ** 12n + 1n]) {
      const old = { maxFeePerGas: fee, maxPriorityFeePerGas: fee };
      const next = raised(old, { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }, NO_LIMITS);
      for (const value of [next.maxFeePerGas, next.maxPriorityFeePerGas]) {
        expect(value * 1_000n >= fee * 1_125n).toBe(true);
      }
    }
    expect(raised(offered, { maxFeePerGas: 500n, maxPriorityFeePerGas: 9n }, NO_LIMITS)).toEqual({
      maxFeePerGas: 500n,
      maxPriorityFeePerGas: 10n,
    });
  });

  it("offers the cap where the market asks more, and stops where an eighth more is beyond it", () => {
    const market = { maxFeePerGas: 500n, maxPriorityFeePerGas: 9n };
    expect(raised(offered, market, limit(95n))).toEqual({ maxFeePerGas: 95n, maxPriorityFeePerGas: 10n });
    expect(() => raised(offered, market, limit(90n))).toThrow(expect.objectContaining({ code: "fee-cap" }));
  });
});
