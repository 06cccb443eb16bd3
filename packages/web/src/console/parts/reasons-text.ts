import { dictionary } from "../../language/language.js";

export const TEXT = dictionary(
  {
    reasons: "Reasons",
    reasonsHint:
      "Their hash goes on chain, the text does not. Download it and send it to those whom it is for. This browser keeps a copy.",
    download: "Download the text",
    proven: "It is the text whose hash was recorded.",
    unknown: "Only the hash of the text is on chain. Whoever wrote it has the text: ask them for the file.",
    open: "Open the file that you were sent",
    differs: "This is not the text whose hash was recorded.",
  },
  {
    reasons: "理由",
    reasonsHint:
      "チェーンにはハッシュだけが記録され、本文は記録されません。ダウンロードして必要な相手に送ってください。控えはこのブラウザーにも残ります。",
    download: "本文をダウンロード",
    proven: "ハッシュが記録された本文と一致します。",
    unknown: "チェーンにあるのは本文のハッシュだけです。本文は作成した機関にファイルを求めてください。",
    open: "受け取ったファイルを開く",
    differs: "ハッシュが記録された本文ではありません。",
  },
);
