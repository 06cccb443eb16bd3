import { posix } from "node:path";
import type { SourceFile } from "./file-rules.ts";

/**
 * Who may import whom: contracts -ABI-> sdk/chain -> sdk/core; files -> openbadges, core; wire -> core; client -> wire;
 * the SDK's entry joins them. In the API http, indexer and anchoring meet in the database only. Tests are free, but
 * for what is private.
 */
type Zone = { readonly name: string; readonly folder: string; readonly mayImport: readonly string[] };

const SDK = "packages/sdk/src/";
const API = "packages/registry-api/src/";
const GENERATED = `${SDK}chain/generated/`;

const ZONES: readonly Zone[] = [
  { name: "sdk/core", folder: `${SDK}core/`, mayImport: [] },
  { name: "sdk/openbadges", folder: `${SDK}openbadges/`, mayImport: ["sdk/core"] },
  { name: "sdk/bulk", folder: `${SDK}bulk/`, mayImport: ["sdk/core", "sdk/openbadges"] },
  { name: "sdk/files", folder: `${SDK}files/`, mayImport: ["sdk/core", "sdk/openbadges"] },
  {
    name: "sdk/certificate",
    folder: `${SDK}certificate/`,
    mayImport: ["sdk/core", "sdk/openbadges", "sdk/files"],
  },
  { name: "sdk/chain", folder: `${SDK}chain/`, mayImport: ["sdk/core"] },
  { name: "sdk/wire", folder: `${SDK}wire/`, mayImport: ["sdk/core"] },
  { name: "sdk/client", folder: `${SDK}client/`, mayImport: ["sdk/core", "sdk/wire"] },
  {
    name: "sdk entry",
    folder: SDK,
    mayImport: ["sdk/core", "sdk/openbadges", "sdk/files", "sdk/chain", "sdk/wire", "sdk/client"],
  },
  { name: "api/http", folder: `${API}http/`, mayImport: ["api/store", "api/ops", "api entry", "@peerseal/sdk"] },
  {
    name: "api/indexer",
    folder: `${API}indexer/`,
    mayImport: ["api/store", "api/rpc", "api/ops", "api entry", "@peerseal/sdk"],
  },
  {
    name: "api/anchoring",
    folder: `${API}anchoring/`,
    mayImport: ["api/store", "api/ops", "api entry", "@peerseal/sdk"],
  },
  { name: "api/rpc", folder: `${API}rpc/`, mayImport: ["@peerseal/sdk"] },
  { name: "api/store", folder: `${API}store/`, mayImport: ["@peerseal/sdk"] },
  { name: "api/ops", folder: `${API}ops/`, mayImport: ["api/store", "api entry", "@peerseal/sdk"] },
  {
    name: "api entry",
    folder: API,
    mayImport: ["api/http", "api/indexer", "api/anchoring", "api/store", "api/rpc", "api/ops", "@peerseal/sdk"],
  },
  { name: "cli", folder: "packages/cli/src/", mayImport: ["@peerseal/sdk"] },
  { name: "web", folder: "packages/web/src/", mayImport: ["@peerseal/sdk"] },
];

// `from "x"`, `import "x"`, `import("x")`, `require("x")`; comments are taken out before.
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;
const SOURCE = /\.(?:[cm]?[jt]s|tsx)$/;
const TEST = /\.test\.tsx?$/;

/** Everything that breaks the import rules, one line each, as `path: reason`. */
export function checkImports(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => SOURCE.test(path)).flatMap((file) => checkFile(file));
}

/** The module specifiers that a source names, in order. */
export function specifiersOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(SPECIFIER)].map(([, specifier]) => specifier ?? "");
}

function checkFile({ path, text }: SourceFile): string[] {
  const zone = zoneOf(path);
  return specifiersOf(text).flatMap((specifier) => {
    const target = targetOf(path, specifier);
    if (target === undefined) return [];
    if (target.startsWith(GENERATED) && !path.startsWith(`${SDK}chain/`)) {
      return [`${path}: ${specifier}: the generated contract types are private to sdk/chain`];
    }
    if (zone === undefined || TEST.test(path)) return [];
    const reason = forbidden(zone, target);
    return reason === undefined ? [] : [`${path}: ${specifier}: ${reason}`];
  });
}

function forbidden(zone: Zone, target: string): string | undefined {
  if (target.startsWith("@peerseal/")) {
    const packageName = target.split("/").slice(0, 2).join("/");
    return zone.mayImport.includes(packageName) ? undefined : `${zone.name} may not import ${packageName}`;
  }
  const other = zoneOf(target);
  if (other === undefined) return `${zone.name} may not import from outside its package`;
  return other === zone || zone.mayImport.includes(other.name)
    ? undefined
    : `${zone.name} may not import ${other.name}`;
}

function zoneOf(path: string): Zone | undefined {
  // The entries come after the folders in them.
  return ZONES.find(({ folder }) => path.startsWith(folder));
}

/** A path in the repository, a package of ours, or undefined for anything foreign. */
function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  return specifier.startsWith("@peerseal/") ? specifier : undefined;
}
