import type { ReviewDocument, SignedAction, wire } from "@peerseal/sdk";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useNetwork } from "../app/network.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { bibtexOf } from "./citation.js";
import { useCourseName } from "./course-title.js";
import type { SeatPlace } from "./place.js";
import { ReviewText } from "./review-text.js";
import { fileNameOf, saveFile } from "./save-file.js";
import { TEXT } from "./seat-text.js";
import { TEXT as WORDS } from "./text.js";
import { readWork, workKey } from "./work.js";

type RecordProps = SeatPlace & { readonly own: wire.Review; readonly document: ReviewDocument | null };

/** What a review comes to: how it is cited, by what it is known, and all of it as a file. */
export function Record(props: RecordProps) {
  const { view, seat, task, own, document } = props;
  const text = useText(TEXT);
  const network = useNetwork();
  const signed = useSignature(props);
  const { citation, bibtex, url } = useCitation(props);
  const save = () =>
    saveFile(
      fileNameOf("review", view.round.id, seat.seat),
      `${JSON.stringify(
        {
          schema: "peerseal.signed-review/1",
          network: network?.network ?? null,
          document,
          attestation: {
            round: view.round.id,
            seat: seat.seat,
            role: seat.role,
            institution: seat.institution,
            signer: seat.signer,
            sequence: own.sequence,
            reviewDigest: own.reviewDigest,
            ratings: own.ratings,
            recorded: own.recorded,
            signed,
          },
        },
        null,
        2,
      )}\n`,
    );
  return (
    <section className="record">
      <h2>{text("recordTitle")}</h2>
      <p>{text("recordText")}</p>
      <h3>{text("cite")}</h3>
      <blockquote>{citation}</blockquote>
      <Copy value={citation} />
      <details>
        <summary>{text("bibtex")}</summary>
        <pre>{bibtex}</pre>
        <Copy value={bibtex} />
      </details>
      <Facts
        of={[
          [
            text("permanent"),
            <Link key="round" href={`/rounds/${view.round.id}`}>
              {url}
            </Link>,
          ],
          [text("sequence"), text(own.sequence === 2 ? "sequence.2" : "sequence.1")],
          [text("digest"), <Hash key="digest" value={own.reviewDigest} />],
          [text("signer"), <Hash key="signer" value={seat.signer} />],
          [
            text("signature"),
            signed === null ? (
              text("signatureElsewhere")
            ) : (
              <Hash key="signature" value={signed.authorization.signature} />
            ),
          ],
        ]}
      />
      <HowRecorded recorded={own.recorded}>
        <Facts of={[[text("ratingsHow"), own.ratings]]} />
      </HowRecorded>
      <p>
        <button type="button" className="second" onClick={save}>
          {text("download")}
        </button>
      </p>
      <details>
        <summary>{text("readTitle")}</summary>
        <ReviewText document={document} rubric={task.rubric} />
      </details>
    </section>
  );
}

/** The act as this browser signed it; null where it was signed elsewhere. */
function useSignature({ view, seat, own }: RecordProps): SignedAction<"Review"> | null {
  const key = workKey(view.round.id, seat.seat, own.sequence === 2 ? 2 : 1);
  const { data } = useQuery({
    queryKey: ["review", "signature", key, own.reviewDigest],
    queryFn: async () => (await readWork(key))?.signed ?? null,
  });
  return data?.action === "Review" && data.message.reviewDigest === own.reviewDigest ? data : null;
}

function useCitation({ view, seat, own, document }: RecordProps) {
  const text = useText(TEXT);
  const word = useText(WORDS);
  const { day } = useFormat();
  const course = useCourseName(view);
  const institution = view.names.get(seat.institution) ?? word("institution", { number: seat.institution });
  const url = `${location.origin}/rounds/${view.round.id}`;
  const title = text("title", { course });
  const citation = text("citation", {
    role: word(`role.${seat.role}`),
    institution,
    course,
    version: view.descriptor?.version ?? "",
    sequence: text(own.sequence === 2 ? "sequence.2" : "sequence.1"),
    round: view.round.id,
    seat: seat.seat + 1,
    date: day(own.recorded.at),
    digest: own.reviewDigest,
    url,
  });
  const bibtex = bibtexOf({
    title,
    round: view.round.id,
    seat: seat.seat + 1,
    institution,
    at: own.recorded.at,
    digest: own.reviewDigest,
    url,
    language: document?.language ?? "en",
  });
  return { citation, bibtex, url };
}
