import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wipe } from "../../scripts/demo/wipe.ts";
import { run as start } from "./start.run.ts";
import { makeVcWorld, unsigned, type VcWorld } from "./vc-api.world.ts";

const DOCUMENT = join(import.meta.dirname, "../../docs/conformance.md");
const run = promisify(execFile);

let text: string;
let folder: string;
beforeAll(async () => {
  text = await readFile(DOCUMENT, "utf8");
  folder = await mkdtemp(join(tmpdir(), "peerseal-conformance-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Code blocks of a language. */
const blocks = (language: string) =>
  [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, name, code = ""]) => (name === language ? [code] : []));

type Endpoint = {
  readonly id: string;
  readonly endpoint: string;
  readonly tags: readonly string[];
  readonly supports: { readonly vc: readonly string[] };
  readonly supportedEcdsaKeyTypes?: readonly string[];
};
type Implementation = Record<"issuers" | "verifiers" | "vpVerifiers" | "vcHolders", readonly Endpoint[]>;

/** What a suite would read of the configuration, asked against this address. */
async function configure(baseUrl: string, more: Record<string, string> = {}): Promise<Implementation> {
  const [config = ""] = blocks("js");
  await writeFile(join(folder, "localConfig.cjs"), config);
  const print = 'process.stdout.write(JSON.stringify(require("./localConfig.cjs").implementations[0]))';
  const env = { ...process.env, ...more, BASE_URL: baseUrl };
  const { stdout } = await run(process.execPath, ["-e", print], { cwd: folder, env });
  return JSON.parse(stdout) as Implementation;
}

test("the configuration names endpoints that do what its tags say", async () => {
  const vc: VcWorld = await makeVcWorld("conformance");
  try {
    const found = await configure(vc.registry.url);
    const { issuers, verifiers, vpVerifiers, vcHolders } = found;
    const tagged = (endpoints: readonly Endpoint[], tag: string) => endpoints.filter(({ tags }) => tags.includes(tag));
    const path = ({ endpoint }: Endpoint) => endpoint.replace(vc.registry.url, "");
    const suites = ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "ecdsa-sd-2023"];
    for (const tag of [...suites, "vc2.0", "BitstringStatusList"]) {
      expect(tagged(issuers, tag)).toHaveLength(1);
      expect(tagged(verifiers, tag)).toHaveLength(1);
      expect(tagged(vpVerifiers, tag)).toHaveLength(1);
      const [issuer] = tagged(issuers, tag);
      const [verifier] = tagged(verifiers, tag);
      if (issuer === undefined || verifier === undefined) continue;
      const { status, body } = await vc.post(path(issuer), { credential: unsigned({ issuer: issuer.id }) });
      expect(status).toBe(201);
      const signed = body.verifiableCredential;
      expect(signed).toMatchObject({ issuer: issuer.id });
      expect(issuer.supports.vc).toEqual(["2.0"]);
      if (suites.includes(tag)) expect(signed?.proof[0]?.cryptosuite).toBe(tag);
      if (tag.startsWith("ecdsa")) expect(issuer.supportedEcdsaKeyTypes).toEqual(["P-256"]);
      if (tag === "BitstringStatusList") expect(signed?.credentialStatus).toHaveLength(2);
      const [holder] = vcHolders;
      const shown =
        tag === "ecdsa-sd-2023" && holder !== undefined
          ? (
              await vc.post(path(holder), {
                verifiableCredential: signed,
                options: { selectivePointers: ["/credentialSubject/id"] },
              })
            ).body
          : signed;
      expect(
        (await vc.post(path(verifier), { verifiableCredential: shown, options: { checks: ["proof"] } })).status,
      ).toBe(200);
    }
    expect(tagged(vcHolders, "vcHolder")).toHaveLength(1);
  } finally {
    await vc.end();
  }
});

/** A first start deploys the network and makes its demo data. */
const PATIENCE_MS = 300_000;

test(
  "the commands start it as they say",
  async () => {
    const commands = blocks("sh").map((code) => code.trim());
    expect(commands).toEqual(["PEERSEAL_VC_TEST=1 npm start", "PEERSEAL_VC_TEST=1 HTTPS=self-signed npm start"]);
    const [, secure = ""] = commands;
    const settings = Object.fromEntries(
      [...secure.matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]),
    );
    const dataDir = join(folder, "data");
    const network = start("scripts/start.ts", [], { ...settings, PORT: "0", PEERSEAL_DATA_DIR: dataDir });
    try {
      const [, url = ""] = await network.saying(/Peerseal is ready at (\S+)/);
      expect(url).toMatch(/^https:/);
      const trust = text.match(/NODE_EXTRA_CA_CERTS=(\S+?)`/)?.[1]?.replace(".peerseal", dataDir) ?? "";
      const { issuers } = await configure(url, { NODE_EXTRA_CA_CERTS: trust });
      expect(issuers.every(({ endpoint, id }) => endpoint.startsWith(url) && id.startsWith("did:key:"))).toBe(true);
    } finally {
      await network.kill("SIGTERM");
      await wipe(dataDir);
    }
  },
  PATIENCE_MS,
);
