/**
 * The JSON-LD context of Peerseal's own words, version 1. Published words keep their meaning: a change needs a new URL.
 *
 * A registry serves it at {@link PEERSEAL_CONTEXT_PATH}; the URL's name at w3id.org is to be registered before public use
 * (`docs/decisions/0011-own-words-stand-in-one-context.md`).
 */
export const PEERSEAL_CONTEXT = "https://w3id.org/peerseal/credentials/v1";
/** Where a registry serves {@link PEERSEAL_CONTEXT}, as `application/ld+json`. */
export const PEERSEAL_CONTEXT_PATH = "/contexts/credentials/v1";

const NS = "https://w3id.org/peerseal/ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";

// Every word is defined once, at the top: a word of ours means the same wherever it stands, and none of them is a word
// of VCDM 2.0 or Open Badges 3.0, so that no definition of theirs changes beside ours.
const word = (name: string) => ({ "@id": `${NS}${name}` });
const typed = (name: string, type: string) => ({ "@id": `${NS}${name}`, "@type": type });
const listed = (name: string) => ({ "@id": `${NS}${name}`, "@container": "@set" });
const linked = (name: string) => typed(name, "@id");
const links = (name: string) => ({ ...linked(name), "@container": "@set" });
const integer = (name: string) => typed(name, `${XSD}integer`);
const moment = (name: string) => typed(name, `${XSD}dateTime`);
/** Texts by language tag, a text or a list of texts each. */
const texts = (name: string) => ({ "@id": `${NS}${name}`, "@container": "@language" });

/** The document behind {@link PEERSEAL_CONTEXT}. */
export const PEERSEAL_CONTEXT_DOCUMENT = {
  "@context": {
    "@protected": true,

    // Types.
    LearningOutcome: `${NS}LearningOutcome`,
    CourseAssessment: `${NS}CourseAssessment`,
    CreditValue: `${NS}CreditValue`,
    QualificationLevel: `${NS}QualificationLevel`,
    QualityDecision: `${NS}QualityDecision`,
    PanelSeat: `${NS}PanelSeat`,
    CorrectedCredential: `${NS}CorrectedCredential`,
    ChainState: `${NS}ChainState`,
    InstitutionStatement: `${NS}InstitutionStatement`,
    RegistryStatement: `${NS}RegistryStatement`,

    // The course version, as members of the Open Badges achievement.
    workloadMinutes: integer("workloadMinutes"),
    learningOutcome: listed("learningOutcome"),
    outcomeCode: word("outcomeCode"),
    outcomeKind: word("outcomeKind"),
    outcomeText: texts("outcomeText"),
    participationForm: word("participationForm"),
    supervisionForm: word("supervisionForm"),
    courseAssessment: listed("courseAssessment"),
    assessmentForm: word("assessmentForm"),
    assessmentText: texts("assessmentText"),
    assessesOutcome: links("assessesOutcome"),
    passRule: texts("passRule"),
    identityCheck: word("identityCheck"),
    aiUse: word("aiUse"),
    creditValue: listed("creditValue"),
    creditScheme: word("creditScheme"),
    creditAmount: word("creditAmount"),
    qualificationLevel: listed("qualificationLevel"),
    levelFramework: word("levelFramework"),
    levelValue: word("levelValue"),
    prerequisite: texts("prerequisite"),
    stackable: typed("stackable", `${XSD}boolean`),
    stackingText: texts("stackingText"),
    stacksInto: links("stacksInto"),

    // What this learner did and got, as members of the Open Badges subject.
    awardBasis: word("awardBasis"),
    outcomeAttained: links("outcomeAttained"),
    identityCheckMade: word("identityCheckMade"),
    supervisionMade: word("supervisionMade"),

    // The decision of the peer review: a pointer for readers. What counts is what the chain says.
    qualityAssurance: word("qualityAssurance"),
    qualityState: word("qualityState"),
    convenedBy: linked("convenedBy"),
    reviewRubric: linked("reviewRubric"),
    reviewRoute: word("reviewRoute"),
    reviewBasis: word("reviewBasis"),
    decisionOutcome: word("decisionOutcome"),
    decidedAt: moment("decidedAt"),
    decisionExpiresAt: moment("decisionExpiresAt"),
    decisionFlag: listed("decisionFlag"),
    decisionText: texts("decisionText"),
    panelSeat: listed("panelSeat"),
    seatNumber: integer("seatNumber"),
    seatRole: word("seatRole"),
    appointedBy: linked("appointedBy"),

    // The credential that this one corrects.
    correctionOf: word("correctionOf"),
    correctedStatusEntry: linked("correctedStatusEntry"),
    correctionReason: texts("correctionReason"),

    // The block of the chain that a statement reflects: on status lists, decisions and statements of a registry.
    asOfBlock: word("asOfBlock"),
    chainNetwork: word("chainNetwork"),
    blockNumber: integer("blockNumber"),
    blockHash: word("blockHash"),
    blockTime: moment("blockTime"),

    // A statement of an institution or a registry, as JSON (canonicalised by RFC 8785).
    statementBody: typed("statementBody", "@json"),
  },
} as const;
