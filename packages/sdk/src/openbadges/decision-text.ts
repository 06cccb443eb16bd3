import type { Role } from "../core/types.js";
import { type DecisionInput, requireDecision } from "./decision-document.js";
import { timeText } from "./quality-node.js";

type Words = {
  readonly state: Readonly<Record<string, string>>;
  readonly role: Readonly<Record<Role, string>>;
  readonly said: (facts: Facts) => string;
};

type Facts = {
  readonly state: string;
  readonly outcome: string;
  readonly decidedAt: string;
  readonly expiresAt: string | null;
  readonly convener: string;
  readonly panel: readonly { readonly role: string; readonly name: string }[];
  readonly institutions: number;
  readonly block: number;
  readonly at: string;
  /** Whether the shown decision is what the state says. */
  readonly stands: boolean;
};

const EN: Words = {
  state: {
    met: "standard met",
    conditional: "met with conditions",
    "not-met": "standard not met",
    provisional: "rapid review (provisional)",
    expired: "validity ended",
    rescinded: "rescinded",
    retired: "version retired",
    "in-review": "in review",
    unreviewed: "not reviewed",
  },
  role: {
    none: "reviewer",
    "subject-expert": "subject expert",
    education: "education expert",
    practitioner: "practitioner",
    learner: "learner",
    chair: "chair",
  },
  said: (facts) =>
    [
      `Review result of this course version: ${facts.outcome}${facts.stands ? "" : ` (now: ${facts.state})`}.`,
      `Decided at ${facts.decidedAt}${facts.expiresAt === null ? "" : `, valid until ${facts.expiresAt}`},`,
      `by a panel of ${facts.panel.length} seats of ${facts.institutions} institutions`,
      `(${facts.panel.map(({ role, name }) => `${role}: ${name}`).join("; ")}), convened by ${facts.convener}.`,
      `Read from block ${facts.block} of the network, ${facts.at}; what counts is what the chain says now.`,
      "It stands beside statutory quality assurance, not in its place.",
    ].join(" "),
};

const JA: Words = {
  state: {
    met: "基準充足",
    conditional: "条件付き基準充足",
    "not-met": "基準未充足",
    provisional: "暫定(緊急レビュー)",
    expired: "有効期間満了",
    rescinded: "判定取消し",
    retired: "提供終了",
    "in-review": "レビュー手続中",
    unreviewed: "レビューなし",
  },
  role: {
    none: "評価員",
    "subject-expert": "専門分野",
    education: "教育",
    practitioner: "実務者",
    learner: "学習者",
    chair: "座長",
  },
  said: (facts) =>
    [
      `このコース版のレビュー結果：${facts.outcome}${facts.stands ? "" : `（現在：${facts.state}）`}。`,
      `判定日時 ${facts.decidedAt}${facts.expiresAt === null ? "" : `、有効期限 ${facts.expiresAt}`}。`,
      `評価員${facts.panel.length}席、任命機関${facts.institutions}機関`,
      `（${facts.panel.map(({ role, name }) => `${role}：${name}`).join("、")}）、主催 ${facts.convener}。`,
      `ネットワークのブロック${facts.block}（${facts.at}）の記録による。現在の状態はブロックチェーンの記録が優先する。`,
      "法令に基づく質保証に代わるものではない。",
    ].join(""),
};

/** A decision in words, in English and in Japanese. */
export function decisionTexts(input: DecisionInput): { readonly en: string; readonly ja: string } {
  return { en: EN.said(factsOf(input, EN)), ja: JA.said(factsOf(input, JA)) };
}

/** The outcome as people read it. */
export function outcomeWords(outcome: string): { readonly en: string; readonly ja: string } {
  return { en: EN.state[outcome] ?? outcome, ja: JA.state[outcome] ?? outcome };
}

function factsOf({ quality, block }: DecisionInput, words: Words): Facts {
  const decision = requireDecision(quality);
  return {
    state: words.state[quality.state] ?? quality.state,
    outcome: words.state[decision.outcome] ?? decision.outcome,
    decidedAt: timeText(decision.decidedAt),
    expiresAt: decision.expiresAt === null ? null : timeText(decision.expiresAt),
    convener: decision.convener.name,
    panel: decision.panel.map(({ role, name }) => ({ role: words.role[role], name })),
    institutions: new Set(decision.panel.map(({ institution }) => institution)).size,
    block: block.number,
    at: timeText(block.time),
    stands: quality.state === decision.outcome,
  };
}
