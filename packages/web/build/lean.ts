import type { Plugin } from "vite";

/** A package names its contexts' files beside their content, which nothing reads: each would become a file to deploy. */
const withoutContextFiles: Plugin = {
  name: "without-context-files",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("/@digitalbazaar/credentials-context/")) return null;
    return { code: code.replaceAll(/^\s*url: new URL\([^)]*\),$/gm, ""), map: null };
  },
};

/**
 * Parts of libraries that nothing of ours reaches, but that their classes hold on to, so that no bundler can leave them
 * out: each is put in the place of a module. Whoever reached one would see the error that it throws.
 */
const UNREACHED: readonly (readonly [module: RegExp, code: string])[] = [
  // Contracts and signers are asked for by address, never by a name of ENS.
  [/^@adraffy\/ens-normalize$/, stub("ens_normalize")],
  [
    /\/ethers\/lib\.esm\/providers\/ens-resolver\.js$/,
    "export class EnsResolver { static fromName() { throw new TypeError('Names of ENS are not looked up.'); } }\n" +
      "export class MulticoinProviderPlugin {}\nexport class BasicMulticoinProviderPlugin {}",
  ],
];

function stub(name: string): string {
  return `export function ${name}() { throw new TypeError("${name} was left out of the build."); }`;
}

/** Leaves {@link UNREACHED} out. */
const withoutUnreached: Plugin = {
  name: "without-unreached",
  enforce: "pre",
  resolveId(id, importer) {
    const path = id.startsWith(".") && importer !== undefined ? new URL(id, `file://${importer}`).pathname : id;
    const found = UNREACHED.findIndex(([module]) => module.test(path));
    return found === -1 ? null : `\0unreached-${found}`;
  },
  load(id) {
    const [, found] = /^\0unreached-(\d+)$/.exec(id) ?? [];
    return found === undefined ? null : (UNREACHED[Number(found)]?.[1] ?? null);
  },
};

/** The factories of contracts bring the means to act on them by their ABI; here calls are encoded by the ABI alone. */
const withoutContracts: Plugin = {
  name: "without-contracts",
  enforce: "pre",
  transform(code, id) {
    if (!/\/chain\/generated\/factories\/.*__factory\.js$/.test(id)) return null;
    return { code: code.replace(/static connect\([^)]*\) \{\s*return new Contract\([^;]*;\s*\}/, ""), map: null };
  },
};

/** Schemas check values here; nobody asks to have them written as JSON Schema. */
const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/zod/v4/classic/schemas.js")) return null;
    const lean = code
      .replaceAll(/^\s*inst\._zod\.processJSONSchema = \(.*\) => processors\.\w+\(.*\);$/gm, "")
      .replaceAll(/create(?:ToJSONSchema|StandardJSONSchema)Method\(/g, "(() => () => undefined)(");
    return { code: lean, map: null };
  },
};

/**
 * Schemas are faster where they may write code for themselves, which pages forbid: only to try would be reported as an
 * attempt to get around their policy. Set here and not in the page, which may have schemas of its own.
 */
const withoutWrittenCode: Plugin = {
  name: "without-written-code",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/zod/v4/core/core.js")) return null;
    const own = "export const globalConfig = { ...globalThis.__zod_globalConfig, jitless: true };";
    return { code: code.replace("export const globalConfig = globalThis.__zod_globalConfig;", own), map: null };
  },
};

/** All that keeps builds small, and within the policy of the pages that they run in. */
export const LEAN: readonly Plugin[] = [
  withoutContextFiles,
  withoutUnreached,
  withoutContracts,
  withoutJsonSchema,
  withoutWrittenCode,
];
