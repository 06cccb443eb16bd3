import type { Reason } from "./reason.js";

/** Reasons of every check that asks the chain. */
export const CHAIN_REASONS = {
  "no-rpc": { result: "unknown", en: "No network was named to ask.", ja: "照会するネットワークが指定されていません。" },
  "chain-unreachable": {
    result: "unknown",
    en: "The network could not be reached.",
    ja: "ネットワークに接続できませんでした。",
  },
  "chain-wrong": {
    result: "unknown",
    en: "The endpoint serves another chain.",
    ja: "接続先は別のチェーンです。",
  },
  "network-missing": {
    result: "unknown",
    en: "There is no network at the address named.",
    ja: "指定の場所にネットワークがありません。",
  },
  "network-unknown": {
    result: "unknown",
    en: "It is not known where to ask for this network.",
    ja: "このネットワークの照会先が分かりません。",
  },
  "answer-invalid": {
    result: "unknown",
    en: "The network's answer could not be read.",
    ja: "ネットワークの回答を読み取れませんでした。",
  },
  "answer-mismatch": {
    result: "unknown",
    en: "The network's answer is not about this credential.",
    ja: "ネットワークの回答がこのデジタル証明についてのものではありません。",
  },
  "network-not-asked": {
    result: "unknown",
    en: "The network that the credential names was not asked.",
    ja: "デジタル証明が示すネットワークには照会していません。",
  },
  "chain-stale": {
    result: "unknown",
    en: "The network's answer is older than this verifier allows.",
    ja: "ネットワークの回答が古すぎます。",
  },
} as const satisfies Record<string, Reason>;
