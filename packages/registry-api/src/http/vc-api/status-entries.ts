import { isObject, type JsonObject, type JsonValue, listOf, PeersealError } from "@peerseal/sdk";

/**
 * Refuses a status entry that breaks a rule of Bitstring Status List 1.0, section 2.1, wherever in the credential it
 * stands: one that is signed can never be read.
 *
 * @throws PeersealError `vc-invalid` with the path of each
 */
export function requireSoundEntries(credential: JsonObject): void {
  const issues: { readonly path: string; readonly code: string }[] = [];
  const walk: { readonly value: JsonValue; readonly path: string }[] = [{ value: credential, path: "" }];
  for (let next = walk.pop(); next !== undefined; next = walk.pop()) {
    const { value, path } = next;
    if (isObject(value) && listOf(value.type).includes("BitstringStatusListEntry"))
      issues.push(...faultsOf(value, path));
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) walk.push({ value: inner, path: `${path}/${name}` });
  }
  if (issues.length === 0) return;
  throw new PeersealError("vc-invalid", `A status entry is malformed: ${issues.map(({ path }) => path).join(", ")}.`, {
    details: { issues },
  });
}

function faultsOf(entry: JsonObject, path: string): { readonly path: string; readonly code: string }[] {
  const { statusPurpose, statusListIndex, statusListCredential, statusSize, statusMessage } = entry;
  const faults: string[] = [];
  if (typeof statusPurpose !== "string") faults.push("statusPurpose");
  if (typeof statusListIndex !== "string" || !/^(?:0|[1-9]\d*)$/.test(statusListIndex)) faults.push("statusListIndex");
  if (typeof statusListCredential !== "string" || !URL.canParse(statusListCredential)) {
    faults.push("statusListCredential");
  }
  const isSized = statusSize === undefined || (Number.isInteger(statusSize) && Number(statusSize) > 0);
  if (!isSized) faults.push("statusSize");
  if (isSized && Number(statusSize ?? 1) > 1 && listOf(statusMessage).length !== 2 ** Number(statusSize)) {
    faults.push("statusMessage");
  }
  return faults.map((name) => ({ path: `${path}/${name}`, code: "value" }));
}
