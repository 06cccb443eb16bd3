import { z } from "zod";
import { institutionNumber } from "../fields.js";
import { contactAddress, country, languageTag, line, textByLanguage, time, webAddress } from "./parts.js";

/** A name in one language, and when it was the name. */
const Name = z.strictObject({
  language: languageTag,
  text: line,
  from: time.nullable(),
  until: time.nullable(),
});

const Identifier = z.strictObject({
  /** Such as `ROR`, `MEXT` (school code), `corporate-number`, `DEQAR`. */
  scheme: line,
  value: line,
  /** How it was shown that the identifier is this institution's. */
  proven: z.strictObject({
    how: z.enum(["dns", "public-register", "document", "self-declared"]),
    source: webAddress.nullable(),
    at: time,
  }),
});

/** What a body outside the network says; statutory quality assurance stands beside ours. */
const ExternalQuality = z.strictObject({
  authority: line,
  kind: line,
  result: line,
  from: time,
  until: time.nullable(),
  source: webAddress,
});

/** An institution about itself; its digest stands on chain. */
export const InstitutionDocument = z.strictObject({
  schema: z.literal("peerseal.institution/1"),
  names: z.array(Name).min(1),
  legalForm: textByLanguage,
  country,
  website: webAddress.nullable(),
  identifiers: z.array(Identifier),
  /** Where to appeal; an office, not a person. */
  appeals: contactAddress,
  /** Who keeps the records if the institution cannot; `institution` where that is a member. */
  recordsKeeper: z.strictObject({
    name: textByLanguage,
    institution: institutionNumber.nullable(),
    contact: contactAddress,
  }),
  externalQuality: z.array(ExternalQuality),
});
export type InstitutionDocument = z.infer<typeof InstitutionDocument>;
