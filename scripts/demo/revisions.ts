/** What a second version of a demo course changes, and why. */
export type DemoRevision = {
  readonly code: string;
  readonly version: 2;
  /** A small change, published on this day: version 1.1. */
  readonly minorOn?: number;
  readonly assessment?: string;
  readonly minutes?: number;
  readonly changes: Readonly<Record<string, string>>;
};

export const REVISIONS: readonly DemoRevision[] = [
  {
    code: "alpine-weather-guides",
    version: 2,
    minorOn: 640,
    changes: {
      en: "Two links to forecasts replaced; spelling corrected in three places.",
      ja: "気象予報へのリンク二件を差し替え、誤字三か所を訂正。",
    },
  },
  {
    code: "municipal-statistics",
    version: 2,
    changes: {
      en: "Slide 27 and quiz item 9 define the p-value as it is; feedback on the critique comes within three days.",
      ja: "スライド27と小テスト第9問のp値の定義を訂正。批評課題への講評を三日以内に返す。",
    },
  },
  {
    code: "shelter-hygiene",
    version: 2,
    assessment:
      "Scenario quiz, then a practical check: protective equipment is put on and taken off before an assessor",
    minutes: 210,
    changes: {
      en: "A practical check of protective equipment before an assessor is added to the quiz.",
      ja: "小テストに加え、保護具の着脱を評価者の前で行う実技確認を追加。",
    },
  },
];
