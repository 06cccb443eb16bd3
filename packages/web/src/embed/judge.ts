import { explain, explainFault, explainVerdict, PeersealError, parseNetworkId, verify } from "@peerseal/sdk";
import { answerTo, gravestOf, QUESTION_WORDS, QUESTIONS } from "../verify/questions.js";
import { issuerOf, toneOf } from "../verify/settled.js";
import type { EmbedLanguage } from "./text.js";
import type { Shown } from "./view.js";

/** What an element is to check, and against what. */
export type Embedded = {
  readonly file: Uint8Array;
  readonly network: string | null;
  readonly rpc: string | null;
  readonly language: EmbedLanguage;
};

/** Checks a file, and says what came out in the words of the app. `detail`: for programs. */
export async function judgeEmbedded(
  embedded: Embedded,
): Promise<{ readonly shown: Shown; readonly detail: Readonly<Record<string, unknown>> }> {
  const { file, network, rpc, language } = embedded;
  try {
    const verdict = await verify(file, {
      ...(rpc === null ? {} : { rpc }),
      ...(network === null ? {} : { network: parseNetworkId(network).id }),
    });
    const words = QUESTION_WORDS[language];
    const rows = QUESTIONS.map(([question, names]) => {
      const answer = answerTo(question, verdict.checks);
      const said = answer === null ? "" : "word" in answer ? words[answer.word] : explain(answer.check, language);
      const issuer = question === "q3" ? issuerOf(verdict) : null;
      return {
        question: words[question],
        answer: issuer === null ? said : `${issuer}. ${said}`,
        result: gravestOf(verdict.checks, names)?.result ?? ("unknown" as const),
      };
    });
    const title = explainVerdict(verdict.verdict, language);
    return { shown: { tone: toneOf(verdict.verdict), title, rows }, detail: { word: verdict.verdict, verdict } };
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    const title = explainFault(error, language);
    return { shown: { tone: "bad", title, rows: [] }, detail: { word: "unreadable", code: error.code } };
  }
}
