import type { Entry } from "./entry.js";

export const PROVIDER: readonly Entry[] = [
  {
    id: "P1",
    name: { en: "Competent people", ja: "教える人の力量" },
    question: {
      en: "Do those who teach and assess know the subject, and how to teach and assess it in this form?",
      ja: "教え、評価する人は、その分野と、この形式での教え方・評価の仕方に通じているか。",
    },
    guidance: {
      en: "Look at roles and requirements, not at names. Ask who stands in, and who helps those new to teaching online.",
      ja: "氏名ではなく、役割と求められる要件を見る。代わりを務める人がいるか、オンラインで教えるのが初めての人を誰が支えるかを確かめる。",
    },
    descriptors: [
      {
        en: "Nothing shows who teaches or assesses, or what they must know.",
        ja: "誰が教え評価するのか、何が求められるのかが示されていない。",
      },
      {
        en: "Knowledge of the subject is shown, but not of teaching or assessing in this form.",
        ja: "分野の知識は示されているが、この形式で教え評価する力量は示されていない。",
      },
      {
        en: "Requirements for teaching and assessing are set and met, and someone can stand in.",
        ja: "教育と評価に必要な要件が定められ、満たされており、代わりを務める人もいる。",
      },
      {
        en: "Besides, they learn on: feedback from learners and colleagues changes how they teach.",
        ja: "加えて、学習者や同僚の意見を受けて教え方を改めるなど、研鑽が続いている。",
      },
    ],
    mapsTo: [["ESG 2015", "1.5"]],
  },
  {
    id: "P2",
    name: { en: "Reliable delivery and data care", ja: "確実な運営とデータの扱い" },
    question: {
      en: "Will the course run as promised, and are learners' data safe and used for nothing else?",
      ja: "コースは約束どおりに運営され、学習者のデータは安全に、目的の範囲内で扱われるか。",
    },
    guidance: {
      en: "Ask what happens when a system fails on the day of assessment, who answers learners and when, which data are kept for how long, and where tools of third parties send them.",
      ja: "評価の当日にシステムが止まったらどうするか、問い合わせに誰がいつ答えるか、どのデータをいつまで保存するか、第三者のツールがデータをどこへ送るかを確かめる。",
    },
    descriptors: [
      {
        en: "Delivery depends on luck, or data are taken without need or protection.",
        ja: "運営が偶然に左右されるか、不要なデータを集め、または保護せずに扱っている。",
      },
      {
        en: "It runs in practice, but support, fallback or retention of data is not settled.",
        ja: "実際には運営できているが、支援体制、代替手段、またはデータの保存期間が決まっていない。",
      },
      {
        en: "Support, fallback and care of data are settled, and learners are told.",
        ja: "支援体制、代替手段、データの扱いが定められ、学習者に知らされている。",
      },
      {
        en: "Besides, they are tried out, and failures are recorded with what was learnt.",
        ja: "加えて、それらが実際に試され、障害が起きた際の教訓が記録されている。",
      },
    ],
    mapsTo: [["ESG 2015", "1.6, 1.7"]],
  },
];
