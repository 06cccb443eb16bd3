import type { RubricDocument } from "../documents/rubric.js";
import { ASSESSMENT } from "./baseline/assessment.js";
import { CONTENT } from "./baseline/content.js";
import { DESIGN } from "./baseline/design.js";
import { criteriaOf } from "./baseline/entry.js";
import { LEARNER } from "./baseline/learner.js";
import { NEED } from "./baseline/need.js";
import { PROVIDER } from "./baseline/provider.js";
import { VALUE } from "./baseline/value.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** The default rubric. A published digest stands for exactly this text: a change of one word is another rubric. */
export const BASELINE_RUBRIC: RubricDocument = {
  schema: "peerseal.rubric/1",
  name: { en: "QA Baseline 1.0", ja: "QAベースライン 1.0" },
  version: "1.0.0",
  scope: {
    en: "Micro-credential courses of any subject and form of participation, by their design or as delivered. The result says that a panel of peers found the standard met; it stands beside statutory quality assurance, not in its place.",
    ja: "分野や参加形態を問わず、マイクロクレデンシャルのコースを、設計または実施の段階で評価する。判定は、ピア・レビューの評価員が基準充足と判断したことを示すものであり、法令に基づく質保証と並んで行われ、それに代わるものではない。",
  },
  tier: "standard",
  languages: ["en", "ja"],
  levels: [
    { en: "Absent", ja: "不在" },
    { en: "Partial", ja: "部分的" },
    { en: "Met", ja: "充足" },
    { en: "Exemplary", ja: "模範的" },
  ],
  themes: [
    { id: "need", name: { en: "Need", ja: "学習ニーズ" } },
    { id: "design", name: { en: "Design", ja: "設計" } },
    { id: "content", name: { en: "Content", ja: "内容" } },
    { id: "assessment", name: { en: "Assessment", ja: "学習評価" } },
    { id: "learner", name: { en: "Learner", ja: "学習者" } },
    { id: "provider", name: { en: "Provider", ja: "提供機関" } },
    { id: "value", name: { en: "Value", ja: "価値" } },
  ],
  criteria: [
    ...criteriaOf("need", NEED),
    ...criteriaOf("design", DESIGN),
    ...criteriaOf("content", CONTENT),
    ...criteriaOf("assessment", ASSESSMENT),
    ...criteriaOf("learner", LEARNER),
    ...criteriaOf("provider", PROVIDER),
    ...criteriaOf("value", VALUE),
  ],
  rule: {
    panel: {
      seats: 3,
      institutions: 2,
      roles: { "subject-expert": 2, education: 0, practitioner: 0, learner: 1, chair: 0 },
    },
    practitionerForNeeds: ["workplace", "disaster"],
    rapid: { seats: 2, institutions: 2, validitySeconds: 180 * DAY, reviewSeconds: 72 * HOUR },
    ratingsNeeded: 2,
    partialEssentials: 3,
    notMetBelowPercent: 50,
    conditionalBelowPercent: 75,
    validitySeconds: 3 * YEAR,
    fastMovingValiditySeconds: YEAR,
  },
  licence: "CC-BY-4.0",
};
