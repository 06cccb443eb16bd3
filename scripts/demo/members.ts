import {
  type Admission,
  accountSigner,
  BASELINE_RUBRIC,
  digestOf,
  GROUNDS,
  generateCredentialKey,
  type Hex,
  type InstitutionDocument,
  KINDS,
  PURPOSES,
  packHeader,
  rubricId,
  ruleOf,
  STANDINGS,
} from "@peerseal/sdk";
import type { Happening } from "./calendar.ts";
import { chainName, type DemoInstitution, INSTITUTIONS } from "./institutions.ts";
import { proposalHappenings } from "./proposals.ts";
import { textDigest, type World } from "./world.ts";

const ISSUE = 1 << PURPOSES.indexOf("issue");
/** All purposes but issuing. */
const OFFICE = (1 << PURPOSES.length) - 1 - ISSUE;
/** Who publishes the default rubric. */
const RUBRIC_PUBLISHER = 1;
const FIRST_HOUR = 9;
const MERGER = { day: 560, from: 3, into: 1 } as const;
/** A member that was long silent, appealed against its suspension, and was reinstated. */
const SUSPENSION = { institution: 8, day: 325, appealDay: 331, reinstatedDay: 345 } as const;

/** Keys of the founders, admissions of the others, the rubric, a suspension, and Shirakami's end. */
export function memberHappenings(world: World): Happening[] {
  const { calendar } = world;
  const [founders, later] = [INSTITUTIONS.filter(isFounder), INSTITUTIONS.filter((one) => !isFounder(one))];
  return [
    ...founders.map((institution, i) => ({
      at: calendar.at(0, 9 + i / 60),
      run: () => addIssuingKeys(world, institution),
    })),
    ...later.flatMap((institution) => admission(world, institution)),
    { at: calendar.at(10, 10), run: () => publishRubric(world) },
    ...proposalHappenings(world, {
      day: 11,
      about: "List the QA Baseline rubric, so that decisions by it count.",
      name: "ListRubric",
      message: () => ({ rubric: world.rubric, listed: true, nonce: "0" }),
    }),
    ...suspension(world),
    ...merger(world),
  ];
}

/** Id of the baseline rubric as the demo publishes it. */
export function demoRubricId() {
  return rubricId(RUBRIC_PUBLISHER, digestOf(BASELINE_RUBRIC), packHeader(ruleOf(BASELINE_RUBRIC)));
}

type Admitting = Pick<World, "keys" | "shelf" | "calendar">;

/** Those who found the network, as its deployment admits them. */
export function founderAdmissions(world: Admitting): Admission[] {
  return INSTITUTIONS.filter(isFounder).map((institution) => admissionOf(world, institution));
}

const isFounder = ({ admittedDay }: DemoInstitution) => admittedDay === 0;

function admissionOf(world: Admitting, institution: DemoInstitution): Admission {
  const { keys, shelf } = world;
  const { id, domain, country, kind } = institution;
  return {
    name: chainName(institution),
    domain,
    country: `0x${Buffer.from(country, "ascii").toString("hex")}`,
    kind: KINDS.indexOf(kind),
    profileDigest: shelf.put(profileOf(world, institution)),
    admin: accountSigner(keys.officer(id)).bytes,
    purposes: OFFICE,
  };
}

function admission(world: World, institution: DemoInstitution): Happening[] {
  const { id, admittedDay } = institution;
  // Ids are given in the order of admission: two of one day have an hour each.
  const hour = FIRST_HOUR + id;
  return [
    ...proposalHappenings(world, {
      day: admittedDay,
      hour,
      about: `Admit ${chainName(institution)}, which showed that it holds ${institution.domain}.`,
      name: "Admit",
      message: () => ({ institution: id, ...admissionOf(world, institution) }),
    }),
    { at: world.calendar.at(admittedDay, hour + 0.5), run: () => addIssuingKeys(world, institution) },
  ];
}

async function addIssuingKeys({ act, keys, officer, issuer }: World, { id }: DemoInstitution): Promise<void> {
  const credentialKey = await generateCredentialKey(keys.credentialSeed(id));
  const multikey: Hex = `0x${Buffer.from(credentialKey.multikeyBytes).toString("hex")}`;
  for (const data of [issuer(id).bytes, multikey]) {
    await act(officer(id), "AddKey", { institution: id, data, purposes: ISSUE, from: 0, until: 0 });
  }
}

async function publishRubric({ act, shelf, officer }: World): Promise<void> {
  const [first, second] = packHeader(ruleOf(BASELINE_RUBRIC));
  await act(officer(RUBRIC_PUBLISHER), "PublishRubric", {
    publisher: RUBRIC_PUBLISHER,
    digest: shelf.put(BASELINE_RUBRIC),
    header: [first.toString(), second.toString()],
  });
}

function suspension(world: World): Happening[] {
  const { act, officer, calendar } = world;
  const { institution, day, appealDay, reinstatedDay } = SUSPENSION;
  const nobody = { successor: 0, recordsKeeper: 0 };
  const reasons = "The contact for appeals was a person on leave; it is an office now, and every letter is answered.";
  return [
    ...proposalHappenings(world, {
      day,
      about: "Suspend Hoyo Marine Cooperative: three letters about a complaint stayed without an answer.",
      name: "SetStanding",
      message: () => ({
        institution,
        sequence: 1,
        standing: STANDINGS.indexOf("suspended"),
        ...nobody,
        ground: GROUNDS.indexOf("unresponsive"),
        document: textDigest("Three letters about a complaint stayed without an answer."),
      }),
    }),
    {
      at: calendar.at(appealDay, 10),
      run: () =>
        act(officer(institution), "AppealStanding", { institution, sequence: 1, document: textDigest(reasons) }),
    },
    ...proposalHappenings(world, {
      day: reinstatedDay,
      about: "Reinstate Hoyo Marine Cooperative: its appeal is upheld.",
      name: "SetStanding",
      message: () => ({
        institution,
        sequence: 2,
        standing: STANDINGS.indexOf("active"),
        ...nobody,
        ground: GROUNDS.indexOf("appeal-upheld"),
        document: textDigest(reasons),
      }),
    }),
  ];
}

function merger(world: World): Happening[] {
  return proposalHappenings(world, {
    day: MERGER.day,
    hour: 9,
    about: "Record that Shirakami Institute of Technology merged into Iyonada University.",
    name: "SetStanding",
    against: [7],
    message: () => ({
      institution: MERGER.from,
      // The admission was the first entry of its history.
      sequence: 1,
      standing: STANDINGS.indexOf("merged"),
      successor: MERGER.into,
      recordsKeeper: MERGER.into,
      ground: GROUNDS.indexOf("merger"),
      document: textDigest("Agreement of the two institutions, published by both."),
    }),
  });
}

function profileOf({ calendar }: Admitting, institution: DemoInstitution): InstitutionDocument {
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
