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
    tls: null,
    vcTest: false,
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
  ["TLS_KEY", { TLS_CERT: "cert.pem" }],
  ["TLS_CERT", { TLS_KEY: "key.pem" }],
  ["HTTPS", { HTTPS: "1" }],
  ["HTTPS", { HTTPS: "self-signed", TLS_CERT: "cert.pem", TLS_KEY: "key.pem" }],
  ["STREAMS_MAX", { STREAMS_MAX: "many" }],
  ["STREAMS_MAX", { STREAMS_MAX: "0" }],
  ["WEBHOOK_KEY", { WEBHOOK_KEY: "short" }],
  ["PEERSEAL_WEBHOOKS_TO_LOOPBACK", { PEERSEAL_WEBHOOKS_TO_LOOPBACK: "1", PUBLIC_URL: "https://registry.example" }],
  ["PEERSEAL_VC_TEST", { PEERSEAL_VC_TEST: "yes" }],
  ["PEERSEAL_VC_TEST", { PEERSEAL_VC_TEST: "1", PUBLIC_URL: "https://registry.example" }],
])("names %s when it is wrong", (setting, environment) => {
  expect(() => readConfig(environment)).toThrow(
    expect.objectContaining({ code: "config-invalid", details: { settings: [setting] } }),
  );
});

test("takes a certificate with its key, or makes one", () => {
  expect(readConfig({ TLS_CERT: "cert.pem", TLS_KEY: "key.pem" }).tls).toEqual({
    kind: "files",
    certFile: "cert.pem",
    keyFile: "key.pem",
  });
  expect(readConfig({ HTTPS: "self-signed" }).tls).toEqual({ kind: "self-signed" });
});

test("lets the test issuer in on this machine only", () => {
  expect(readConfig({ PEERSEAL_VC_TEST: "1" }).vcTest).toBe(true);
  expect(readConfig({ PEERSEAL_VC_TEST: "1", PUBLIC_URL: "https://localhost:4443" }).vcTest).toBe(true);
  expect(readConfig({ PEERSEAL_VC_TEST: "0", PUBLIC_URL: "https://registry.example" }).vcTest).toBe(false);
});
