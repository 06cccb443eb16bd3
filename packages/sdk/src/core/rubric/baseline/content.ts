import type { Entry } from "./entry.js";

export const CONTENT: readonly Entry[] = [
  {
    id: "C1",
    essential: true,
    rapid: true,
    notBy: ["learner"],
    name: { en: "Sound and current", ja: "内容の正確さと新しさ" },
    question: {
      en: "Is what is taught correct, up to date and fair to open questions of the field?",
      ja: "教えられる内容は正確で新しく、見解の分かれる点も公正に扱われているか。",
    },
    guidance: {
      en: "Check the claims on which safety, money or rights depend first. Name the place of every error (file, page, minute).",
      ja: "安全、金銭、権利に関わる記述から先に確かめる。誤りは場所(ファイル、頁、時刻)を特定して示す。",
    },
    descriptors: [
      {
        en: "There is an error that could harm learners or others, or the content is outdated in its core.",
        ja: "学習者や他者に害を及ぼしうる誤りがあるか、中心となる内容が古くなっている。",
      },
      {
        en: "The core is right, but errors or outdated parts need correction before it is taught again.",
        ja: "中心となる内容は正しいが、次の開講までに訂正を要する誤りや古い部分がある。",
      },
      {
        en: "Content is correct and current; sources are given where learners may want to check.",
        ja: "内容は正確で新しく、学習者が確かめたい箇所には出典が示されている。",
      },
      {
        en: "Besides, limits and open questions are shown, and the sources are the best there are.",
        ja: "加えて、知見の限界や未解決の問いが示され、最も信頼できる出典が用いられている。",
      },
    ],
    mapsTo: [["ESG 2015", "1.2, 1.3"]],
  },
  {
    id: "C2",
    name: { en: "Rights and reuse", ja: "権利処理と再利用" },
    question: {
      en: "May everything be used as it is used, and do others know what they may do with it?",
      ja: "すべての教材が適法に使われ、他者が利用できる範囲も明らかか。",
    },
    guidance: {
      en: "Look at pictures, data, third-party videos and software. A licence that forbids teaching, or a tool that only some learners may install, counts.",
      ja: "図版、データ、第三者の動画やソフトウェアを見る。教育利用を禁じるライセンスや、一部の学習者しか使えないツールも対象となる。",
    },
    descriptors: [
      { en: "Parts are used without right.", ja: "権利のない素材が使われている。" },
      {
        en: "Rights are probably in order, but not recorded for every part.",
        ja: "権利上の問題は見当たらないが、記録のない素材がある。",
      },
      {
        en: "Source and licence of every part are recorded, and the conditions are kept.",
        ja: "すべての素材の出所とライセンスが記録され、条件が守られている。",
      },
      {
        en: "Besides, the course itself may be reused under an open licence, in formats that can be edited.",
        ja: "加えて、コース自体がオープンライセンスのもと、編集可能な形式で再利用できる。",
      },
    ],
    mapsTo: [["UNESCO OER Recommendation 2019", "II"]],
  },
];
