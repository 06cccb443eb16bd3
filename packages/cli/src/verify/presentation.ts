import {
  explainPresentation,
  PeersealError,
  type PresentationCheck,
  type PresentedVerdict,
  type VerifiedPresentation,
} from "@peerseal/sdk";
import { clean } from "../text.js";
import { report } from "./report.js";

/** Whether a file was refused as a credential because it presents some. */
export function isPresentation(error: unknown): boolean {
  return error instanceof PeersealError && error.code === "open-unrecognised" && error.details.kind === "presentation";
}

const MARKS: Readonly<Record<PresentationCheck["result"], string>> = {
  pass: "✓",
  warn: "!",
  fail: "✗",
  unknown: "?",
  "not-applicable": "–",
};
const SUBJECTS: Readonly<Record<PresentedVerdict["subject"], string>> = {
  holder: "about the holder",
  another: "about somebody else than the holder",
  unnamed: "it does not name whom it is about",
};

/** A presentation for people: the worst word of all, the presentation itself, then every credential in it. */
export function presentationReport(
  { presentation, credentials, notOpened, worst }: VerifiedPresentation,
  options: { readonly file: string; readonly colours: boolean },
): string {
  const lines = [
    `${worst === "valid" ? "✓" : "✗"} ${worst.toUpperCase()}  The worst of the presentation and the ${credentials.length} credentials in it`,
    `  file     ${clean(options.file)}`,
    `  holder   ${presentation.holder === null ? "not named" : clean(presentation.holder)}`,
    ...presentation.checks.map(
      ({ check, result, reason }) =>
        `    ${MARKS[result]} ${check.padEnd(11)} ${clean(explainPresentation(reason, "en"))} (${reason})`,
    ),
    ...(notOpened === 0 ? [] : [`  ${notOpened} more credentials were not looked at.`]),
  ];
  return [`${lines.join("\n")}\n`, ...credentials.map((each) => credentialReport(each, options.colours))].join("\n");
}

function credentialReport(each: PresentedVerdict, colours: boolean): string {
  const name = `${each.path}, ${SUBJECTS[each.subject]}`;
  if (each.state === "judged") return report(each.verdict, { file: name, colours });
  return `✗ UNREADABLE  ${clean(each.error.message)} (${each.error.code})\n  file     ${clean(name)}\n`;
}
