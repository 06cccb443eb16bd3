import {
  accountSigner,
  BASELINE_RUBRIC,
  digestOf,
  generateCredentialKey,
  type Hex,
  type InstitutionDocument,
  KINDS,
  PURPOSES,
  packHeader,
  readNonce,
  rubricId,
  ruleOf,
  STANDINGS,
  sha256,
  signerId,
} from "@peerseal/sdk";
import type { Happening } from "./calendar.ts";
import { chainName, type DemoInstitution, INSTITUTIONS } from "./institutions.ts";
import type { World } from "./world.ts";

const ISSUE = 1 << PURPOSES.indexOf("issue");
/** All purposes but issuing. */
const OFFICE = (1 << PURPOSES.length) - 1 - ISSUE;
/** Who publishes the default rubric. */
const RUBRIC_PUBLISHER = 1;
const MERGER = { day: 560, from: 3, into: 1 } as const;

/** Admissions with their keys, the rubric, and Shirakami's end. */
export function memberHappenings(world: World): Happening[] {
  const { calendar } = world;
  return [
    ...INSTITUTIONS.map((institution, i) => ({
      at: calendar.at(institution.admittedDay, 9 + i / 60),
      run: () => admit(world, institution),
    })),
    { at: calendar.at(10, 10), run: () => publishRubric(world) },
    { at: calendar.at(MERGER.day, 9), run: () => merge(world) },
  ];
}

/** Id of the baseline rubric as the demo publishes it. */
export function demoRubricId() {
  return rubricId(RUBRIC_PUBLISHER, digestOf(BASELINE_RUBRIC), packHeader(ruleOf(BASELINE_RUBRIC)));
}

async function admit(world: World, institution: DemoInstitution): Promise<void> {
  const { act, keys, shelf, officer } = world;
  const { id, domain, country, kind } = institution;
  await act(accountSigner(keys.governance), "Admit", {
    institution: id,
    name: chainName(institution),
    domain,
    country: `0x${Buffer.from(country, "ascii").toString("hex")}`,
    kind: KINDS.indexOf(kind),
    profileDigest: shelf.put(profileOf(world, institution)),
    admin: officer(id).bytes,
    purposes: OFFICE,
  });
  const credentialKey = await generateCredentialKey(keys.credentialSeed(id));
  const multikey: Hex = `0x${Buffer.from(credentialKey.multikeyBytes).toString("hex")}`;
  for (const data of [world.issuer(id).bytes, multikey]) {
    await act(officer(id), "AddKey", { institution: id, data, purposes: ISSUE, from: 0, until: 0 });
  }
}

async function publishRubric(world: World): Promise<void> {
  const { act, keys, shelf, officer, connection, rubric } = world;
  const [first, second] = packHeader(ruleOf(BASELINE_RUBRIC));
  await act(officer(RUBRIC_PUBLISHER), "PublishRubric", {
    publisher: RUBRIC_PUBLISHER,
    digest: shelf.put(BASELINE_RUBRIC),
    header: [first.toString(), second.toString()],
  });
  const governance = accountSigner(keys.governance);
  const nonce = await readNonce(connection, "directory", signerId(governance.bytes));
  await act(governance, "ListRubric", { rubric, listed: true, nonce: nonce.toString() });
}

async function merge({ act, keys }: World): Promise<void> {
  await act(accountSigner(keys.governance), "SetStanding", {
    institution: MERGER.from,
    // The admission was the first entry of its history.
    sequence: 1,
    standing: STANDINGS.indexOf("merged"),
    successor: MERGER.into,
    recordsKeeper: MERGER.into,
    ground: sha256(new TextEncoder().encode("Agreement of the two institutions, published by both.")),
  });
}

function profileOf({ calendar }: World, institution: DemoInstitution): InstitutionDocument {
  const { id, domain, country, kind, name, admittedDay } = institution;
  const keeper = INSTITUTIONS.find((other) => other.id === (id === RUBRIC_PUBLISHER ? 2 : RUBRIC_PUBLISHER));
  return {
    schema: "peerseal.institution/1",
    names: Object.entries(name).map(([language, text]) => ({ language, text, from: null, until: null })),
    legalForm:
      kind === "employer"
        ? { en: "Industrial cooperative", ja: "工業協同組合" }
        : { en: "Higher education institution", ja: "高等教育機関" },
    country,
    website: `https://${domain}/`,
    identifiers: [
      {
        scheme: "DNS",
        value: domain,
        proven: { how: "dns", source: null, at: calendar.text(calendar.at(admittedDay)) },
      },
    ],
    appeals: `mailto:appeals@${domain}`,
    recordsKeeper: {
      name: { en: keeper?.name.en ?? "" },
      institution: keeper?.id ?? null,
      contact: `mailto:records@${keeper?.domain ?? domain}`,
    },
    externalQuality: [],
  };
}
