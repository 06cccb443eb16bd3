/** What the browser takes for an address of a script. */
type ScriptAddress = string;

type Policy = { readonly createScriptURL: (address: string) => ScriptAddress };
type PolicyFactory = { readonly createPolicy: (name: string, rules: Policy) => Policy };

/** Scripts that may be started by address: our own, by their full names. */
const OURS: ReadonlySet<string> = new Set(["/sw.js"]);

const rules: Policy = {
  createScriptURL: (address) => {
    if (OURS.has(address)) return address;
    throw new TypeError("This is no script of ours.");
  },
};

/** Made once: browsers refuse a second policy of the same name. Those without Trusted Types use the rules as they are. */
const policy = factory()?.createPolicy("peerseal", rules) ?? rules;

/**
 * An address that a script may be started from.
 *
 * @throws TypeError for any that is not ours
 */
export function scriptAddress(address: string): ScriptAddress {
  return policy.createScriptURL(address);
}

function factory(): PolicyFactory | undefined {
  // Not in the library of DOM types yet.
  return (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
}
