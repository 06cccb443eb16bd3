import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { readJson } from "./files.ts";

/** The key purposes in the order of their bits. */
const PURPOSES = ["admin", "publish", "appoint", "convene", "issue", "recognise", "govern"] as const;
const KINDS = ["provider", "employer", "agency"] as const;
const ACCOUNT = /^0x[0-9a-f]{40}$/;
const PASSKEY = /^0x[0-9a-f]{128}$/;

const HexText = z.templateLiteral(["0x", z.string()]);
const lowerHex = (pattern: RegExp, expected: string) =>
  z
    .string()
    .toLowerCase()
    .regex(pattern, { error: `expected ${expected}` })
    .pipe(HexText);

const Listed = z.strictObject({
  name: z.string().min(1),
  domain: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, { error: "expected a DNS name, lowercase" }),
  country: z.string().regex(/^[A-Z]{2}$/, { error: "expected an ISO 3166-1 alpha-2 code such as JP" }),
  kind: z.enum(KINDS),
  profileDigest: lowerHex(/^0x[0-9a-f]{64}$/, "the SHA-256 of the institution/1 document"),
  admin: lowerHex(
    new RegExp(`${ACCOUNT.source}|${PASSKEY.source}`),
    "an account (20 bytes in hex) or the x and y of a passkey (64 bytes in hex)",
  ),
  purposes: z.array(z.enum(PURPOSES)).optional(),
});

const Founders = z.strictObject({
  schema: z.literal("peerseal.founders/1"),
  founders: z.array(Listed).min(1).max(64),
});

/**
 * An institution of the founding set, with the member names of the contract's `Admission`. `admin`: an account's 20
 * bytes, or the 64 of a passkey, before which the verifier's address comes on chain.
 */
export type Founder = z.infer<typeof Founder>;
export const Founder = z.strictObject({
  name: z.string(),
  domain: z.string(),
  country: HexText,
  kind: z.int(),
  profileDigest: HexText,
  admin: HexText,
  purposes: z.int(),
});

/**
 * Reads the founding set. Without `purposes` an admin key has all that its kind may have: GOVERN is for accounts of
 * providers and employers.
 *
 * @throws PeersealError `config-invalid`.
 */
export function readFounders(path: string): readonly Founder[] {
  const { founders } = readJson(path, Founders, "a founding set");
  const refuse = (n: number, reason: string): never => {
    throw new PeersealError("config-invalid", `${path}: founder ${n + 1}, ${founders[n]?.name}: ${reason}.`);
  };
  return founders.map((founder, n) => {
    const mayGovern = ACCOUNT.test(founder.admin) && founder.kind !== "agency";
    const purposes = founder.purposes ?? PURPOSES.filter((purpose) => purpose !== "govern" || mayGovern);
    if (!purposes.includes("admin")) refuse(n, "the purposes of a first key include admin");
    if (purposes.includes("govern") && !ACCOUNT.test(founder.admin)) {
      refuse(n, "a passkey cannot vote by itself: leave govern out, and add an account that it controls afterwards");
    }
    if (purposes.includes("govern") && founder.kind === "agency") refuse(n, "an agency observes and has no vote");
    const first = founders.findIndex(({ domain, admin }) => domain === founder.domain || admin === founder.admin);
    if (first < n) refuse(n, `its domain or its admin key is that of founder ${first + 1}`);
    return {
      name: founder.name,
      domain: founder.domain,
      country: `0x${Buffer.from(founder.country).toString("hex")}` as const,
      kind: KINDS.indexOf(founder.kind) + 1,
      profileDigest: founder.profileDigest,
      admin: founder.admin,
      purposes: purposes.reduce((mask, purpose) => mask | (1 << PURPOSES.indexOf(purpose)), 0),
    };
  });
}

/** Whether any founder can vote from the first second on. */
export const canVote = (founders: readonly Founder[]): boolean =>
  founders.some(({ purposes }) => (purposes & (1 << PURPOSES.indexOf("govern"))) !== 0);
