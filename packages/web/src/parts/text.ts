import { dictionary } from "../language/language.js";

export const TEXT = dictionary(
  {
    how: "How do we know?",
    block: "Block",
    transaction: "Transaction",
    recorded: "Recorded",
    copy: "Copy",
    copied: "Copied",
    more: "Show more",
    data: "The same as data (JSON)",
    required: "required",
  },
  {
    how: "根拠",
    block: "ブロック",
    transaction: "トランザクション",
    recorded: "記録日時",
    copy: "コピー",
    copied: "コピーしました",
    more: "さらに表示",
    data: "同じ内容のデータ(JSON)",
    required: "必須",
  },
);
