import type { Entry } from "./entry.js";

export const LEARNER: readonly Entry[] = [
  {
    id: "L1",
    essential: true,
    rapid: true,
    name: { en: "Clear before joining", ja: "受講前の分かりやすさ" },
    question: {
      en: "Can people know before they join what they need, what it costs them, and what they will have at the end?",
      ja: "受講前に、必要な準備、費用や負担、修了後に得られるものが分かるか。",
    },
    guidance: {
      en: "Read only what is public. Look for prerequisites, equipment, fees of third parties, dates, language, and the words used for the credential.",
      ja: "公開情報だけを読む。前提となる知識、機材、第三者に支払う費用、日程、使用言語、デジタル証明の説明を確かめる。",
    },
    descriptors: [
      {
        en: "Important facts are hidden or wrong: someone would join by mistake.",
        ja: "重要な事実が示されていないか誤っており、誤解して受講する人が出る。",
      },
      {
        en: "Most is clear, but a cost, a requirement or the worth of the credential stays open.",
        ja: "おおむね分かるが、費用、要件、またはデジタル証明の意味に不明な点が残る。",
      },
      {
        en: "Everything that decides about joining is public, correct and easy to find.",
        ja: "受講を決めるのに必要な情報がすべて公開され、正確で、見つけやすい。",
      },
      {
        en: "Besides, people can try a part, or test by themselves whether the course suits them.",
        ja: "加えて、一部を試したり、自分に合うかを自己診断したりできる。",
      },
    ],
    mapsTo: [
      ["ESG 2015", "1.8"],
      ["EU 2022/C 243/02", "Annex II: transparency"],
    ],
  },
  {
    id: "L2",
    name: { en: "Active learning and feedback", ja: "能動的な学びとフィードバック" },
    question: {
      en: "Do learners do things, and do they hear in time how well they do them?",
      ja: "学習者が実際に手を動かし、その出来を適切な時期に知らされるか。",
    },
    guidance: {
      en: "Compare the time spent listening with the time spent doing. Feedback that comes after the final task helps nobody.",
      ja: "聞く時間と取り組む時間を比べる。最終課題の後に届くフィードバックは役に立たない。",
    },
    descriptors: [
      { en: "Learners only read or watch.", ja: "学習者は読むか視聴するだけである。" },
      {
        en: "There are exercises, but feedback is late or says only right or wrong.",
        ja: "演習はあるが、フィードバックが遅いか、正誤を示すだけである。",
      },
      {
        en: "Learners practise each outcome and get feedback that they can use before they are assessed.",
        ja: "学習成果ごとに練習の機会があり、評価の前に生かせるフィードバックが得られる。",
      },
      {
        en: "Besides, they learn from one another, or from tasks of their own workplace.",
        ja: "加えて、学習者どうしの学び合いや、自分の職場の課題を通じた学びがある。",
      },
    ],
    mapsTo: [["ESG 2015", "1.3"]],
  },
  {
    id: "L3",
    name: { en: "Access for all", ja: "アクセシビリティと包摂" },
    question: {
      en: "Can people with disabilities, little bandwidth, little time or another first language take part?",
      ja: "障害のある人、通信環境や時間に制約のある人、母語の異なる人も参加できるか。",
    },
    guidance: {
      en: "Try the keyboard, captions, a phone and a slow line. Ask how someone gets an adjustment, and how fast.",
      ja: "キーボード操作、字幕、携帯端末、遅い回線で試す。合理的配慮をどう申し出て、どのくらいで受けられるかを確かめる。",
    },
    descriptors: [
      { en: "Whole groups are shut out without reason or notice.", ja: "理由も予告もなく、参加できない人々がいる。" },
      {
        en: "Some barriers were removed; others are known, but there is no way around them.",
        ja: "一部の障壁は取り除かれているが、代替手段のない障壁が残っている。",
      },
      {
        en: "Materials meet common accessibility rules, and adjustments can be had by a known way.",
        ja: "教材が一般的なアクセシビリティ基準を満たし、合理的配慮を受ける手続が明らかである。",
      },
      {
        en: "Besides, people concerned have tried the course, and what they found was acted on.",
        ja: "加えて、当事者がコースを試し、その指摘が反映されている。",
      },
    ],
    mapsTo: [
      ["WCAG 2.2", "AA"],
      ["ESG 2015", "1.6"],
    ],
  },
];
