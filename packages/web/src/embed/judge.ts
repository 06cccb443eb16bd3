import { explain, explainFault, explainVerdict, PeersealError, parseNetworkId, verify } from "@peerseal/sdk";
import { isPresentation } from "../verify/presentations.js";
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

/** What came out. `detail`: for programs. */
export type Judged = { readonly shown: Shown; readonly detail: Readonly<Record<string, unknown>> };

/** Checks a file, and says what came out in the words of the app. */
export async function judgeEmbedded(embedded: Embedded): Promise<Judged> {
  try {
    return await judgeCredential(embedded);
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    if (isPresentation(error)) return await presentedOr(embedded);
    return unreadable(error, embedded.language);
  }
}

/** What few pages show is loaded where it is needed. */
async function presentedOr(embedded: Embedded): Promise<Judged> {
  const { judgePresented } = await import("./judge-presented.js");
  try {
    return await judgePresented(embedded);
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    return unreadable(error, embedded.language);
  }
}

function unreadable(error: PeersealError, language: EmbedLanguage): Judged {
  return {
    shown: { tone: "bad", title: explainFault(error, language), rows: [] },
    detail: { word: "unreadable", code: error.code },
  };
}

async function judgeCredential({ file, network, rpc, language }: Embedded): Promise<Judged> {
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
}
