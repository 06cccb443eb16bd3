import { explainFault, explainPresentation, explainVerdict, parseNetworkId, verifyPresentation } from "@peerseal/sdk";
import { issuerOf, toneOf } from "../verify/settled.js";
import type { Embedded, Judged } from "./judge.js";
import { EMBED_TEXT } from "./text.js";
import type { Shown } from "./view.js";

const RESULT_OF_TONE = { good: "pass", bad: "fail", unsure: "unknown", plain: "unknown" } as const;

/**
 * Checks a presentation: one row for each check of what its holder signed, and one for each credential in it.
 *
 * @throws PeersealError as `verifyPresentation`
 */
export async function judgePresented({ file, network, rpc, language }: Embedded): Promise<Judged> {
  const words = EMBED_TEXT[language];
  const verified = await verifyPresentation(file, {
    ...(rpc === null ? {} : { rpc }),
    ...(network === null ? {} : { network: parseNetworkId(network).id }),
  });
  const { presentation, credentials, notOpened, worst } = verified;
  const rows: Shown["rows"] = [
    ...presentation.checks.map(({ result, reason }) => ({
      question: words.holder,
      answer: explainPresentation(reason, language),
      result,
    })),
    ...credentials.map((one) =>
      one.state === "unreadable"
        ? { question: words.unnamed, answer: explainFault(one.error, language), result: "fail" as const }
        : {
            question: issuerOf(one.verdict) ?? words.unnamed,
            answer: explainVerdict(one.verdict.verdict, language),
            result: RESULT_OF_TONE[toneOf(one.verdict.verdict)],
          },
    ),
    ...(notOpened === 0
      ? []
      : [
          {
            question: words.more,
            answer: words.notLookedAt.replace("{count}", String(notOpened)),
            result: "unknown" as const,
          },
        ]),
  ];
  const shown = { tone: toneOf(worst), title: explainVerdict(worst, language), rows };
  return { shown, detail: { word: worst, presentation, credentials: credentials.map(toldOf) } };
}

/** For programs: what the page's own answer as data says of a credential. */
function toldOf(one: Awaited<ReturnType<typeof verifyPresentation>>["credentials"][number]) {
  const { path } = one;
  return one.state === "judged" ? { path, verdict: one.verdict } : { path, code: one.error.code };
}
