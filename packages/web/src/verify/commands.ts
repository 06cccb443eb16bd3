/** What a command needs to know. `name`: of the file, or null where there was none. */
export type Repeated = {
  readonly name: string | null;
  readonly network: string | null;
  readonly rpc: string | null;
  /** Unix seconds; null: now. */
  readonly at: number | null;
  /** Base address of the registry; null: there is none. */
  readonly registry: string | null;
};

/** A word that a shell takes as it is, whatever stands in it. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A file by its name: a name that begins with a dash would be taken for an option. */
function shellFile(name: string | null): string {
  const file = name ?? "credential.json";
  return shellWord(file.startsWith("-") ? `./${file}` : file);
}

function timeOf(at: number): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;
}

/** The same check on a command line: from a copy of Peerseal, and with the command installed. */
export function cliCommands({ name, network, rpc, at }: Repeated): string {
  const words = [
    shellFile(name),
    ...(rpc === null ? [] : ["--rpc", shellWord(rpc)]),
    ...(network === null ? [] : ["--network", shellWord(network)]),
    ...(at === null ? [] : ["--at", timeOf(at)]),
  ].join(" ");
  return `npm run -s verify -- ${words}\npeerseal verify ${words}`;
}

/** The same check in a program. */
export function sdkProgram({ name, network, rpc, at }: Repeated): string {
  const options = [
    ...(rpc === null ? [] : [`rpc: ${JSON.stringify(rpc)}`]),
    ...(network === null ? [] : [`network: parseNetworkId(${JSON.stringify(network)}).id`]),
    ...(at === null ? [] : [`at: ${at}`]),
  ];
  return [
    'import { readFile } from "node:fs/promises";',
    `import { ${network === null ? "" : "parseNetworkId, "}verify } from "@peerseal/sdk";`,
    "",
    `const file = await readFile(${JSON.stringify(name ?? "credential.json")});`,
    `const { verdict, checks } = await verify(file, { ${options.join(", ")} });`,
    'console.log(verdict, checks.map(({ check, result }) => [check, result].join(": ")));',
  ].join("\n");
}

/** The same check by the registry, which then sees the file; null where there is no registry. */
export function curlCommand({ name, at, registry }: Repeated): string | null {
  if (registry === null) return null;
  // Within quotes of its own: curl takes commas and semicolons in a name for options.
  const file = `file=@"${(name ?? "credential.json").replace(/["\\]/g, "\\$&")}"`;
  const form = [`-F ${shellWord(file)}`, ...(at === null ? [] : [`-F at=${at}`])].join(" ");
  return `curl -s ${form} ${shellWord(`${registry}/v1/verify/bulk`)}`;
}
