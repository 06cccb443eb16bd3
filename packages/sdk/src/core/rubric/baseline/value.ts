import type { Entry } from "./entry.js";

export const VALUE: readonly Entry[] = [
  {
    id: "V1",
    name: { en: "Recognition and stacking path", ja: "単位認定と積み上げの道筋" },
    question: {
      en: "Is it clear what the credential counts for, where, and how it joins with others?",
      ja: "デジタル証明がどこで何として通用し、他の証明とどう積み上げられるかが明らかか。",
    },
    guidance: {
      en: 'A named programme or employer counts; "may be recognised" does not. Overlap with other courses must be stated. That nothing is promised is an answer too, if it is said.',
      ja: "具体的な教育プログラムや雇用主が挙げられているかを見る。「認められる場合がある」だけでは足りない。他のコースとの重複も示す必要がある。何も約束しないことも、明記されていれば答えとなる。",
    },
    descriptors: [
      {
        en: "Nothing is said, or more is promised than anyone has agreed to.",
        ja: "記述がないか、合意のない事柄まで約束している。",
      },
      {
        en: "Some use is named, but conditions, amount or overlap stay open.",
        ja: "用途は挙げられているが、条件、単位数、重複の扱いが明らかでない。",
      },
      {
        en: "Named places count it by a known rule, or it is said plainly that it stands alone.",
        ja: "認める先と基準が明示されているか、単独の証明であることがはっきり述べられている。",
      },
      {
        en: "Besides, learners have used the path, and the places that count it took part in the design.",
        ja: "加えて、その道筋を実際に使った学習者がおり、認める側も設計に参画している。",
      },
    ],
    mapsTo: [
      ["EU 2022/C 243/02", "Annex II: stackability and recognition"],
      ["ESG 2015", "1.4"],
    ],
  },
  {
    id: "V2",
    name: { en: "Evidence of effect", ja: "効果の根拠" },
    question: {
      en: "Is there evidence that learners can use what they learnt, or a plan to find out?",
      ja: "学んだことが活用されているという根拠、またはそれを調べる計画があるか。",
    },
    guidance: {
      en: "For a course that has run: completion, results and reported use some months later. For a design: what will be asked, of whom, and when. Satisfaction alone shows little.",
      ja: "開講済みのコースでは、修了率、成績、数か月後の活用状況を見る。設計段階では、何を、誰に、いつ尋ねるかを見る。満足度だけでは根拠として弱い。",
    },
    descriptors: [
      { en: "There is neither evidence nor a plan.", ja: "根拠も、調べる計画もない。" },
      {
        en: "Satisfaction is asked, or a plan exists without dates or measures.",
        ja: "満足度を尋ねるだけか、時期や指標のない計画にとどまる。",
      },
      {
        en: "Results are reported with their numbers, or a dated plan says what will be measured.",
        ja: "結果が人数とともに示されているか、測る内容と時期を定めた計画がある。",
      },
      {
        en: "Besides, use at work was followed up, and weak results are reported too.",
        ja: "加えて、修了後の活用状況を追跡し、思わしくない結果も公表している。",
      },
    ],
    mapsTo: [["ESG 2015", "1.7, 1.9"]],
  },
  {
    id: "V3",
    name: { en: "Improvement loop", ja: "改善の循環" },
    question: {
      en: "Does what learners, assessors and users say lead to changes that one can see?",
      ja: "学習者、採点者、活用先の声が、目に見える改善につながっているか。",
    },
    guidance: {
      en: "Follow one remark from where it was made to the change log. For a first version, look at who will decide about remarks, and when.",
      ja: "一つの意見を、出されたところから変更履歴までたどる。初版の場合は、意見を誰がいつ検討するかを見る。",
    },
    descriptors: [
      { en: "Nobody collects or answers remarks.", ja: "意見が集められず、応答もない。" },
      {
        en: "Remarks are collected, but no change can be traced to them.",
        ja: "意見は集められているが、改善に結び付いたことを確かめられない。",
      },
      {
        en: "Remarks are answered by a set time, and changes name their reasons.",
        ja: "意見に期限内に応答し、変更には理由が記されている。",
      },
      {
        en: "Besides, it is checked whether a change helped, and the findings are shared.",
        ja: "加えて、変更の効果を検証し、その結果を共有している。",
      },
    ],
    mapsTo: [["ESG 2015", "1.9"]],
  },
];
