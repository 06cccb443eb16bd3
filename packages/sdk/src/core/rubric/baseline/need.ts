import type { Entry } from "./entry.js";

export const NEED: readonly Entry[] = [
  {
    id: "N1",
    essential: true,
    rapid: true,
    name: { en: "Reason to exist", ja: "開設の必要性" },
    question: {
      en: "Is there a real need that this course answers, and can a reader see whose need it is?",
      ja: "このコースが応える学習ニーズは実在し、それが誰のニーズであるかが読み手に分かるか。",
    },
    guidance: {
      en: "Look for a named group, a source that can be checked (a survey, a request, an event) and a date. A general remark that a topic is important is not a need.",
      ja: "対象となる人々、確認できる根拠(調査、要請、出来事など)、時期が示されているかを見る。「重要な分野である」という一般論だけではニーズとはみなさない。",
    },
    descriptors: [
      {
        en: "No need is stated, or the statement would fit any course.",
        ja: "学習ニーズが示されていないか、どのコースにも当てはまる記述にとどまる。",
      },
      {
        en: "A need is stated, but who has it or how it is known stays unclear.",
        ja: "学習ニーズは示されているが、誰のニーズか、どのように把握したかが明らかでない。",
      },
      {
        en: "The group, the need and at least one source that can be checked are given, and the course fits them.",
        ja: "対象者、ニーズ、確認できる根拠が少なくとも一つ示され、コースの内容がそれに合っている。",
      },
      {
        en: "Besides, those who have the need took part in shaping the course, and it is said how one will see that the need is met.",
        ja: "加えて、ニーズの当事者がコースづくりに参画し、ニーズが満たされたことをどう確かめるかも示されている。",
      },
    ],
    mapsTo: [
      ["NZQA", "Micro-credentials: evidence of need"],
      ["ESG 2015", "1.2"],
    ],
  },
  {
    id: "N2",
    name: { en: "Readiness for change", ja: "変化への備え" },
    question: {
      en: "Is it clear when the course must be looked at again, and what would call for it earlier?",
      ja: "コースをいつ見直すか、また予定より早く見直す契機は何かが明らかか。",
    },
    guidance: {
      en: "Read the review date and the change triggers together with the pace of the field. A tool or a rule that changes twice a year needs triggers of its own.",
      ja: "見直しの期日と契機を、その分野の変化の速さと照らして読む。年に何度も変わるツールや規則を扱う場合は、それに応じた契機が要る。",
    },
    descriptors: [
      { en: "Nothing is said about review or change.", ja: "見直しや変更についての記述がない。" },
      {
        en: "A review date is set, but without triggers, or too late for the field.",
        ja: "見直しの期日はあるが契機が示されていないか、分野の変化に対して遅すぎる。",
      },
      {
        en: "A date that suits the field and concrete triggers are set, with someone responsible for them.",
        ja: "分野に見合った期日と具体的な契機が定められ、担当する部署が決まっている。",
      },
      {
        en: "Besides, earlier changes are on record with their reasons, or parts that age fast are made to be exchanged.",
        ja: "加えて、過去の変更が理由とともに記録されているか、古くなりやすい部分を差し替えられるように作られている。",
      },
    ],
    mapsTo: [["ESG 2015", "1.9"]],
  },
];
