import type { Entry } from "./entry.js";

export const DESIGN: readonly Entry[] = [
  {
    id: "D1",
    essential: true,
    rapid: true,
    name: { en: "Observable outcomes", ja: "観察できる学習成果" },
    question: {
      en: "Could someone watch a learner and tell whether each learning outcome was reached?",
      ja: "それぞれの学習成果について、達成したかどうかを第三者が見て判断できるか。",
    },
    guidance: {
      en: 'Each outcome should name something that a learner does, on what, and how well. "Understands" or "is aware of" cannot be watched. Few outcomes for a short course.',
      ja: "何を対象に、何を、どの程度できるようになるかが書かれているかを見る。「理解する」「意識する」は観察できない。短いコースでは学習成果の数も絞られているべきである。",
    },
    descriptors: [
      {
        en: "Outcomes are missing, or they list topics instead of what learners can do.",
        ja: "学習成果がないか、できることではなく扱う話題が並んでいるだけである。",
      },
      {
        en: "Some outcomes can be observed; others are vague, or there are too many for the time.",
        ja: "観察できる学習成果もあるが、曖昧なものが残るか、学習時間に対して数が多すぎる。",
      },
      {
        en: "Every outcome can be observed and fits the time and the learners.",
        ja: "すべての学習成果が観察可能で、学習時間と対象者に見合っている。",
      },
      {
        en: "Besides, conditions and the expected standard are stated so well that two assessors would agree.",
        ja: "加えて、条件と求める水準が明確で、評価する人が違っても同じ判断になると期待できる。",
      },
    ],
    mapsTo: [
      ["EU 2022/C 243/02", "Annex I: learning outcomes"],
      ["ESG 2015", "1.2"],
    ],
  },
  {
    id: "D2",
    essential: true,
    name: { en: "Honest size and level", ja: "学習時間とレベルの誠実さ" },
    question: {
      en: "Do the stated workload, credits and level agree with what learners really have to do?",
      ja: "示された学習時間、単位、レベルは、学習者が実際に行うことと一致しているか。",
    },
    guidance: {
      en: "Add up reading, watching, practice and assessment. Compare the hardest task with the level. Ask the learner on the panel how long it took.",
      ja: "読む、視聴する、練習する、評価を受ける時間を合計する。最も難しい課題をレベルと照らし合わせる。学習者の評価員には実際にかかった時間を確かめる。",
    },
    descriptors: [
      {
        en: "Workload or level is missing, or far from what the tasks demand.",
        ja: "学習時間またはレベルが示されていないか、課題の実態と大きくかけ離れている。",
      },
      {
        en: "They are stated, but cannot be followed from the tasks, or differ by about a third.",
        ja: "示されてはいるが、課題から積算できないか、実態と三分の一程度ずれている。",
      },
      {
        en: "Workload follows from the tasks, and level and credits agree with it.",
        ja: "学習時間が課題から積算でき、レベルと単位もそれに合っている。",
      },
      {
        en: "Besides, the figures were checked against what learners reported, and corrected.",
        ja: "加えて、学習者からの報告と突き合わせて数値を検証し、修正している。",
      },
    ],
    mapsTo: [
      ["EU 2022/C 243/02", "Annex I: workload and level"],
      ["ECTS Users' Guide", "Workload"],
    ],
  },
  {
    id: "D3",
    essential: true,
    name: { en: "One thread", ja: "内容・活動・評価の一貫性" },
    question: {
      en: "Do content, activities and assessment all lead to the stated outcomes, and to nothing else?",
      ja: "内容、学習活動、評価のすべてが、示された学習成果に向かって一貫しているか。",
    },
    guidance: {
      en: "Follow each outcome: where is it taught, where practised, where assessed? Then go back: does any part serve no outcome?",
      ja: "学習成果ごとに、どこで学び、どこで練習し、どこで評価されるかをたどる。次に逆にたどり、どの学習成果にも結び付かない部分がないかを見る。",
    },
    descriptors: [
      {
        en: "Content and assessment have little to do with the outcomes.",
        ja: "内容や評価が学習成果とほとんど結び付いていない。",
      },
      {
        en: "Most outcomes are taught, but at least one is not practised or not assessed.",
        ja: "学習成果の大半は扱われているが、練習または評価のないものが一つ以上ある。",
      },
      {
        en: "Every outcome is taught, practised and assessed, and no large part stands beside them.",
        ja: "すべての学習成果が扱われ、練習され、評価されており、無関係な部分が目立たない。",
      },
      {
        en: "Besides, learners are shown the thread, and the steps build on one another.",
        ja: "加えて、そのつながりが学習者にも示され、各段階が前の段階を踏まえて組み立てられている。",
      },
    ],
    mapsTo: [["ESG 2015", "1.3"]],
  },
];
