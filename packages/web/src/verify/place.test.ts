import { expect, test } from "vitest";
import { isEndpoint, isNetworkId, placeOf, shownEndpoint } from "./place.js";

const NONE = { network: "", rpc: "", second: "" };
const TOLD = { network: `eip155:1:0x${"ab".repeat(20)}`, rpc: "https://rpc.example/key" };
const EARLIER = { network: `eip155:2:0x${"cd".repeat(20)}`, rpc: "https://old.example", second: "" };

test("the registry's word counts, unless a person chose", () => {
  expect(placeOf(NONE, TOLD, null)).toEqual({ ...TOLD, second: null, from: "registry", hasRegistry: true });
  const own = { network: EARLIER.network, rpc: "http://127.0.0.1:8545", second: "https://second.example" };
  expect(placeOf(own, TOLD, null)).toEqual({ ...own, from: "own", hasRegistry: true });
});

test("offline, what the registry said before counts; without it nothing is known", () => {
  expect(placeOf(NONE, null, EARLIER)).toMatchObject({ network: EARLIER.network, from: "earlier", hasRegistry: false });
  expect(placeOf(NONE, null, null)).toEqual({
    network: null,
    rpc: null,
    second: null,
    from: "nobody",
    hasRegistry: false,
  });
});

test("a registry that keeps its endpoint to itself leaves it to the person", () => {
  expect(placeOf(NONE, { ...TOLD, rpc: null }, null)).toMatchObject({
    network: TOLD.network,
    rpc: null,
    from: "nobody",
  });
});

test("keys in the path of an endpoint are not shown", () => {
  expect(shownEndpoint("https://rpc.example/v3/secret?key=1")).toBe("https://rpc.example");
});

test.each([
  ["https://rpc.example", true],
  ["http://127.0.0.1:8545", true],
  ["ftp://rpc.example", false],
  ["javascript:alert(1)", false],
  ["rpc.example", false],
])("%s is an endpoint: %s", (text, expected) => {
  expect(isEndpoint(text)).toBe(expected);
});

test.each([
  [TOLD.network, true],
  [TOLD.network.toUpperCase(), false],
  ["eip155:0:0x00", false],
])("%s is a network: %s", (text, expected) => {
  expect(isNetworkId(text)).toBe(expected);
});
