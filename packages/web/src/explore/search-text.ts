import { dictionary } from "../language/language.js";

export const SEARCH = dictionary(
  {
    title: "Search",
    titleFor: "Search: {words}",
    show: "Show",
    all: "Everything",
    empty: "Type words, a name, a domain, a code or the beginning of an id. Credentials cannot be searched.",
    nothing: "Nothing here holds all of “{words}”. Try fewer or shorter words; the beginning of a word is enough.",
    nothingShort: "Nothing was found.",
    found: "{count} found",
    foundMore: "{count} shown, and there are more",
  },
  {
    title: "検索",
    titleFor: "検索: {words}",
    show: "表示するもの",
    all: "すべて",
    empty: "言葉、名称、ドメイン、コード、またはIDの先頭を入力してください。証明そのものは検索できません。",
    nothing: "「{words}」をすべて含むものは見つかりませんでした。言葉を減らすか、短くしてお試しください。",
    nothingShort: "見つかりませんでした。",
    found: "{count}件見つかりました",
    foundMore: "{count}件を表示中(続きがあります)",
  },
);
