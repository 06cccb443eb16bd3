import type { Entry } from "./entry.js";

export const ASSESSMENT: readonly Entry[] = [
  {
    id: "A1",
    essential: true,
    rapid: true,
    practitionerMustRate: true,
    name: { en: "Valid assessment", ja: "評価の妥当性" },
    question: {
      en: "Would someone who passes really be able to do what the outcomes say, where it is needed?",
      ja: "合格した人は、学習成果に書かれたことを、必要とされる現場で実際にできるといえるか。",
    },
    guidance: {
      en: "A practical outcome needs a practical task. Look at the pass rule: can one pass without the most important outcome? Practitioners judge what the first day at work would show.",
      ja: "実技に関する学習成果には実技の課題が要る。合格基準を見て、最も重要な学習成果を欠いたまま合格できないかを確かめる。実務者は、現場での最初の一日に何が明らかになるかという目で見る。",
    },
    descriptors: [
      {
        en: "There is no assessment, or it shows attendance only.",
        ja: "評価がないか、出席の確認にとどまる。",
      },
      {
        en: "Knowledge is tested where a skill is claimed, or one can pass without an important outcome.",
        ja: "技能をうたいながら知識だけを問うか、重要な学習成果を欠いても合格できる。",
      },
      {
        en: "Tasks show the outcomes themselves, and the pass rule covers every one of them.",
        ja: "課題が学習成果そのものを示させるもので、合格基準がそのすべてを対象としている。",
      },
      {
        en: "Besides, tasks are close to real work, and graders use an agreed key and compare their grading.",
        ja: "加えて、課題が実際の仕事に近く、採点者が共通の基準を用いて採点結果を突き合わせている。",
      },
    ],
    mapsTo: [
      ["EU 2022/C 243/02", "Annex I: type of assessment"],
      ["ESG 2015", "1.3"],
    ],
  },
  {
    id: "A2",
    name: { en: "Integrity in proportion", ja: "利害に見合った公正さの確保" },
    question: {
      en: "Is enough done, for what depends on the result, to know who did the work and with what help?",
      ja: "結果がもたらす利害の大きさに応じて、誰が、どのような助けを得て取り組んだかを確かめているか。",
    },
    guidance: {
      en: "A course that opens a door to dangerous work needs an identity check; a first taste of a topic does not. The rule on artificial intelligence must be one that learners can keep and graders can apply.",
      ja: "危険な作業への道を開くコースには本人確認が要るが、入門の体験には要らない。AIの利用に関する決まりは、学習者が守れ、採点者が適用できるものでなければならない。",
    },
    descriptors: [
      {
        en: "Much depends on the result, and nothing shows who did the work.",
        ja: "結果の影響が大きいのに、誰が取り組んだかを示すものがない。",
      },
      {
        en: "There are rules, but they are out of proportion, or cannot be checked.",
        ja: "決まりはあるが、利害に見合っていないか、守られたかを確かめられない。",
      },
      {
        en: "Identity check, supervision and the rule on artificial intelligence suit what depends on the result.",
        ja: "本人確認、監督、AIの利用に関する決まりが、結果の影響に見合っている。",
      },
      {
        en: "Besides, the tasks themselves make honest work the easiest way, and cases are handled by a known procedure.",
        ja: "加えて、正直に取り組むのが最も楽な課題となっており、不正への対応手続も公表されている。",
      },
    ],
    mapsTo: [["EU 2022/C 243/02", "Annex I: supervision and identity verification"]],
  },
];
