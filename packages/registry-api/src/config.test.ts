import { expect, test } from "vitest";
import { DEFAULT_PORT, readConfig } from "./config.js";

const NETWORK = "eip155:31337:0x00000000000000000000000000000000000000aa";

test("needs no setting", () => {
  expect(readConfig({ PORT: "", HOME: "/somewhere" })).toEqual({
    port: DEFAULT_PORT,
    dataDir: ".peerseal",
    remote: null,
    databaseUrl: null,
    publicUrl: null,
    logLevel: "info",
  });
});

test("takes the network of others with its endpoint", () => {
  const config = readConfig({ RPC_URL: "https://rpc.example/key", PEERSEAL_NETWORK: NETWORK, PORT: "0" });
  expect(config).toMatchObject({ port: 0, remote: { rpcUrl: "https://rpc.example/key", network: NETWORK } });
});

test.each([
  ["PORT", { PORT: "65536" }],
  ["PORT", { PORT: "4600x" }],
  ["RPC_URL", { RPC_URL: "rpc.example", PEERSEAL_NETWORK: NETWORK }],
  ["RPC_URL", { PEERSEAL_NETWORK: NETWORK }],
  ["PEERSEAL_NETWORK", { RPC_URL: "http://127.0.0.1:8545" }],
  ["PEERSEAL_NETWORK", { RPC_URL: "http://127.0.0.1:8545", PEERSEAL_NETWORK: "31337" }],
  ["DATABASE_URL", { DATABASE_URL: "mysql://127.0.0.1/x" }],
  ["PUBLIC_URL", { PUBLIC_URL: "registry.example" }],
])("names %s when it is wrong", (setting, environment) => {
  expect(() => readConfig(environment)).toThrow(
    expect.objectContaining({ code: "config-invalid", details: { settings: [setting] } }),
  );
});
