import { dictionary } from "../language/language.js";

/** Words of the network's own lists, as people read them. */
export const KIND = dictionary(
  {
    none: "unknown",
    provider: "Education provider",
    employer: "Employer",
    agency: "Quality agency (observes, no vote)",
  },
  { none: "不明", provider: "教育機関", employer: "雇用者", agency: "質保証機関(オブザーバー、投票権なし)" },
);

export const STANDING = dictionary(
  { none: "not a member", active: "active", suspended: "suspended", left: "left", closed: "closed", merged: "merged" },
  { none: "非加盟", active: "加盟中", suspended: "停止中", left: "脱退", closed: "閉鎖", merged: "統合" },
);

export const QUALITY = dictionary(
  {
    met: "Standard met",
    conditional: "Met with conditions",
    "not-met": "Standard not met",
    provisional: "Rapid review: provisional",
    unreviewed: "Not reviewed yet",
    "in-review": "In review",
    expired: "Validity ended",
    rescinded: "Rescinded",
    retired: "Retired",
  },
  {
    met: "基準充足",
    conditional: "条件付き基準充足",
    "not-met": "基準未充足",
    provisional: "暫定(緊急レビュー)",
    unreviewed: "未レビュー",
    "in-review": "レビュー中",
    expired: "有効期間満了",
    rescinded: "判定取消し",
    retired: "提供終了",
  },
);

export const FLAG = dictionary(
  {
    retired: "retired",
    "review-open": "a review round is open",
    "appeal-open": "under appeal",
    "concern-open": "concern open",
    "conditions-closed": "conditions fulfilled",
    carried: "carried over from an earlier version (minor change)",
    "decision-pending": "a closed round awaits its decision",
    "round-abandoned": "a round was abandoned",
    "other-rubric": "by a rubric that the network does not list",
    "other-decision": "there are decisions by other rules",
  },
  {
    retired: "提供終了",
    "review-open": "レビュー手続中",
    "appeal-open": "意見申立て審査中",
    "concern-open": "懸念確認中",
    "conditions-closed": "条件充足済み",
    carried: "前の版から引継ぎ(軽微な変更)",
    "decision-pending": "終了した手続が判定待ち",
    "round-abandoned": "中止された手続あり",
    "other-rubric": "ネットワークの一覧にないルーブリックによる",
    "other-decision": "ほかの規則による判定あり",
  },
);

export const ROLE = dictionary(
  {
    none: "none",
    "subject-expert": "Subject expert",
    education: "Education expert",
    practitioner: "Practitioner",
    learner: "Learner",
    chair: "Chair",
  },
  {
    none: "なし",
    "subject-expert": "専門分野の評価員",
    education: "教育の評価員",
    practitioner: "実務家",
    learner: "学習者",
    chair: "座長",
  },
);

export const STAGE = dictionary(
  {
    none: "unknown",
    opened: "Opened",
    accepted: "Accepted",
    reviewing: "Panel at work",
    closed: "Closed",
    abandoned: "Abandoned",
  },
  { none: "不明", opened: "開始", accepted: "受諾", reviewing: "評価中", closed: "終了", abandoned: "中止" },
);

export const PURPOSE = dictionary(
  {
    none: "unknown",
    formative: "formative: advice only, no decision",
    summative: "summative: ends in a public decision",
  },
  { none: "不明", formative: "形成的(助言のみ、判定なし)", summative: "総括的(公開の判定で終わる)" },
);

export const ROUTE = dictionary(
  { none: "unknown", panel: "full panel", rapid: "rapid review" },
  { none: "不明", panel: "通常のパネル", rapid: "緊急レビュー" },
);

export const BASIS = dictionary(
  { none: "unknown", design: "the design", delivered: "the course as delivered" },
  { none: "不明", design: "設計", delivered: "実施されたコース" },
);

export const SEAT_FLAG = dictionary(
  { objected: "objected to by the provider", excluded: "not in the panel", added: "added later, unsealed" },
  { objected: "提供者が異議", excluded: "パネルから除外", added: "後から追加(封印なし)" },
);

export const BATCH_STATE = dictionary(
  {
    open: "Open: credentials are still being added",
    sealing: "Being sealed",
    "awaiting-authorization": "Awaits the institution's signature",
    queued: "Waiting to be sent to the chain",
    broadcast: "Sent to the chain, not in a block yet",
    anchored: "Recorded on the blockchain",
    failed: "Failed",
  },
  {
    open: "受付中(証明を追加できます)",
    sealing: "封印中",
    "awaiting-authorization": "機関の署名待ち",
    queued: "チェーンへの送信待ち",
    broadcast: "送信済み(ブロック未収録)",
    anchored: "ブロックチェーンに記録済み",
    failed: "失敗",
  },
);

export const KEY_PURPOSE = dictionary(
  {
    admin: "look after keys and profile",
    publish: "publish courses, open rounds, reply",
    appoint: "appoint reviewers",
    convene: "convene rounds",
    issue: "issue credentials",
    recognise: "recognise credits",
    govern: "vote",
  },
  {
    admin: "鍵とプロフィールの管理",
    publish: "コースの公開、手続の開始、回答",
    appoint: "評価員の任命",
    convene: "手続の主催",
    issue: "証明の発行",
    recognise: "単位認定",
    govern: "投票",
  },
);

export const GROUND = dictionary(
  {
    none: "admission",
    "own-request": "at its own request",
    closure: "it closed",
    merger: "merger",
    "false-statement": "a false statement",
    "hidden-tie": "a hidden tie",
    "key-misuse": "misuse of a key",
    unresponsive: "no answer",
    "appeal-upheld": "its appeal was upheld",
    "appeal-dismissed": "its appeal was dismissed",
    other: "another ground",
  },
  {
    none: "加盟",
    "own-request": "本人の申出",
    closure: "閉鎖",
    merger: "統合",
    "false-statement": "虚偽の申告",
    "hidden-tie": "関係の不開示",
    "key-misuse": "鍵の不正使用",
    unresponsive: "応答なし",
    "appeal-upheld": "申立て認容",
    "appeal-dismissed": "申立て棄却",
    other: "その他",
  },
);

export const STATUS_ACTION = dictionary(
  {
    none: "none",
    revoke: "revoked",
    suspend: "suspended",
    reinstate: "reinstated",
    replace: "replaced by a corrected one",
  },
  { none: "なし", revoke: "失効(取消し)", suspend: "一時停止", reinstate: "停止解除", replace: "訂正再発行" },
);

export const SEARCH_KIND = dictionary(
  {
    institution: "Member institutions",
    course: "Courses",
    version: "Course versions",
    round: "Review rounds",
    batch: "Batches of credentials",
  },
  {
    institution: "加盟機関",
    course: "コース",
    version: "コース版",
    round: "レビュー手続",
    batch: "デジタル証明の発行単位",
  },
);
