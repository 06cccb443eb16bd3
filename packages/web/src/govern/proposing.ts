import {
  type Call,
  encodePropose,
  type Governance,
  type GovernanceTerms,
  GROUNDS,
  governanceCall,
  KINDS,
  parseAddress,
  parseDigest,
  parseRubricId,
  readInstitution,
  readInstitutionCount,
  readNonce,
  STANDINGS,
  sha256,
  signerId,
} from "@peerseal/sdk";
import type { SigningPlace } from "../sign/connection.js";

/** What can be proposed on the screen. */
export const PROPOSABLE = ["admit", "standing", "rubric"] as const;
/** One of them. */
export type Proposable = (typeof PROPOSABLE)[number];

/** Answers of the form by the names of its fields. */
export type Answers = ReadonlyMap<string, string>;

/** Every purpose of a key that an account may have. */
const EVERY_PURPOSE = 127;
/** After its notice a proposal can be carried out for so long. */
const TIME_TO_EXECUTE = 30 * 86_400;

/** Fields of each kind, all needed; the words stand in every one. */
export const FIELDS: Readonly<Record<Proposable, readonly string[]>> = {
  admit: ["name", "domain", "country", "memberKind", "profile", "admin"],
  standing: ["member", "newStanding", "ground"],
  rubric: ["rubricId", "list"],
};

const FORMS: Readonly<Record<string, RegExp>> = {
  domain: /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  country: /^[A-Z]{2}$/,
  profile: /^0x[0-9a-f]{64}$/,
  admin: /^0x[0-9a-fA-F]{40}$/,
  rubricId: /^0x[0-9a-f]{64}$/,
};

/** What is wrong with each field; nothing: it can be proposed. */
export function faultsOf(kind: Proposable, answers: Answers): ReadonlyMap<string, "needed" | "invalid"> {
  const faults = new Map<string, "needed" | "invalid">();
  for (const name of [...FIELDS[kind], "words"]) {
    const value = answers.get(name)?.trim() ?? "";
    if (value === "") faults.set(name, "needed");
    else if (FORMS[name]?.test(value) === false) faults.set(name, "invalid");
  }
  return faults;
}

/**
 * Makes the proposal of a form that has no faults.
 *
 * @param now Unix seconds; the act expires a month after the notice that follows from the terms.
 */
export async function makeProposal(
  { connection }: Pick<SigningPlace, "connection">,
  governance: Governance,
  options: {
    readonly kind: Proposable;
    readonly answers: Answers;
    readonly terms: GovernanceTerms;
    readonly now: number;
  },
): Promise<Call> {
  const { kind, answers, terms, now } = options;
  const { votingDelay, votingPeriod, notice } = terms;
  const deadline = now + votingDelay + votingPeriod + notice + TIME_TO_EXECUTE;
  const call = await CALLS[kind](connection, governance, (name) => answers.get(name)?.trim() ?? "", { deadline });
  return encodePropose(governance, { calls: [call], description: answers.get("words")?.trim() ?? "" });
}

type Maker = (
  connection: SigningPlace["connection"],
  governance: Governance,
  answer: (name: string) => string,
  until: { readonly deadline: number },
) => Promise<Call>;

const CALLS: Readonly<Record<Proposable, Maker>> = {
  admit: async (connection, governance, answer, until) => {
    const message = {
      institution: Number(await readInstitutionCount(connection)) + 1,
      name: answer("name"),
      domain: answer("domain"),
      country: lettersHex(answer("country")),
      kind: numberIn(KINDS, answer("memberKind")),
      profileDigest: parseDigest(answer("profile")),
      admin: parseAddress(answer("admin").toLowerCase()),
      purposes: EVERY_PURPOSE,
    };
    return governanceCall(governance, connection, "Admit", message, until);
  },
  standing: async (connection, governance, answer, until) => {
    const institution = Number(answer("member"));
    const { standingCount } = await readInstitution(connection, institution);
    const message = {
      institution,
      sequence: standingCount,
      standing: numberIn(STANDINGS, answer("newStanding")),
      successor: 0,
      recordsKeeper: 0,
      ground: numberIn(GROUNDS, answer("ground")),
      // The words of the proposal are the reasons: everybody reads them beside the act.
      document: sha256(new TextEncoder().encode(answer("words"))),
    };
    return governanceCall(governance, connection, "SetStanding", message, until);
  },
  rubric: async (connection, governance, answer, until) => {
    const nonce = await readNonce(connection, "directory", signerId(governance.timelock));
    const rubric = parseRubricId(answer("rubricId"));
    const message = { rubric, listed: answer("list") === "list", nonce: nonce.toString() };
    return governanceCall(governance, connection, "ListRubric", message, until);
  },
};

/** Number of a word in one of the chain's lists; the choices of the form are words of them. */
const numberIn = (words: readonly string[], word: string): number => words.indexOf(word);

function lettersHex(letters: string): `0x${string}` {
  return `0x${[...letters].map((letter) => letter.charCodeAt(0).toString(16)).join("")}`;
}
