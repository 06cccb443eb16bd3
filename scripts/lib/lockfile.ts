import { z } from "zod";

/** npm's lockfile, as far as it concerns optional packages; the rest is kept as it is. */
const Lockfile = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

type Missing = { readonly name: string; readonly version: string; readonly parent: string };

const OS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "sunos", "win32"];
const CPU = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * Packages for other platforms that a lockfile lacks, as `name@version`. npm leaves them out when its registry does not
 * offer them, and `npm ci` then refuses the lockfile on every machine.
 */
export function missingFromLockfile(text: string): string[] {
  return findMissing(Lockfile.parse(JSON.parse(text))).map(({ name, version }) => `${name}@${version}`);
}

/** The lockfile with those packages added, for the platforms that their names say, and otherwise as npm wrote it. */
export function completeLockfile(text: string): string {
  const raw: unknown = JSON.parse(text);
  const lockfile = Lockfile.parse(raw);
  const added = findMissing(lockfile).map(({ name, version, parent }) => {
    const words = name.split(/[-/]/);
    const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : undefined;
    return [
      `node_modules/${name}`,
      {
        version,
        cpu: words.filter((word) => CPU.includes(word)),
        ...(lockfile.packages[parent]?.dev === true ? { dev: true } : {}),
        ...(libc !== undefined && words.includes("linux") ? { libc } : {}),
        optional: true,
        os: words.filter((word) => OS.includes(word)),
      },
    ] as const;
  });
  if (typeof raw === "object" && raw !== null && "packages" in raw && typeof raw.packages === "object") {
    const entries = [...Object.entries(raw.packages ?? {}), ...added];
    raw.packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, "en")));
  }
  return `${JSON.stringify(raw, null, 2)}\n`;
}

function findMissing(lockfile: z.infer<typeof Lockfile>): Missing[] {
  const { packages } = lockfile;
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => EXACT.test(version) && !isLocked(packages, parent, name))
      .map(([name, version]) => ({ name, version, parent })),
  );
}

/** Looks where Node would: below the parent, then upwards. */
function isLocked(packages: Readonly<Record<string, unknown>>, parent: string, name: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "" || !folder.includes("node_modules/")) return `node_modules/${name}` in packages;
  }
}
