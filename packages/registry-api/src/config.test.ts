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

test("takes what batches, fees and keys need, and names what is wrong of it", () => {
  const given = {
    ROLLING_CAPACITY: "4096",
    ROLLING_SEAL_AFTER: "60",
    ROLLING_OF: '{"2": {"capacity": 256}}',
    LEASE_SECONDS: "3",
    MAX_FEE_GWEI: "50",
    MAX_SPEND_WEI_PER_DAY: "1000000000000000000",
    KEYSTORE_PASSWORD_FILE: "/run/password",
    BODIES_KEPT_DAYS: "30",
  };
  expect(readConfig(given).anchoring).toEqual({
    rollingCapacity: 4_096,
    rollingSealAfter: 60,
    rollingOf: { 2: { capacity: 256 } },
    leaseSeconds: 3,
    maxFeeGwei: 50,
    maxSpendWeiPerDay: 10n ** 18n,
    keystorePasswordFile: "/run/password",
    bodiesKeptDays: 30,
  });
  const credentials = readConfig({ CREDENTIALS_DIRECTORY: "/run/credentials/peerseal" }).anchoring;
  expect(credentials?.keystorePasswordFile).toBe("/run/credentials/peerseal/keystore-password");
  for (const wrong of [
    { ROLLING_CAPACITY: "1000" },
    { ROLLING_CAPACITY: "262144" },
    { ROLLING_OF: "{" },
    { ROLLING_OF: '{"2": {"capacity": 3}}' },
    { MAX_FEE_GWEI: "0" },
    { MAX_SPEND_WEI_PER_DAY: "1.5" },
  ]) {
    expect(() => readConfig(wrong)).toThrow(expect.objectContaining({ code: "config-invalid" }));
  }
});
