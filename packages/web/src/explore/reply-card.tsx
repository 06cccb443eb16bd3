import type { wire } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Tag } from "../parts/tag.js";
import { REPLY_KIND } from "./document-words.js";
import { documentOf } from "./documents.js";
import { Member } from "./pieces.js";
import { TEXT } from "./review-text.js";

/** What the provider answered before the decision, beside the reviews. */
export function ReplyCard({ reply }: { readonly reply: wire.Reply | null }) {
  const text = useText(TEXT);
  if (reply === null) return <p className="dim">{text("noReply")}</p>;
  return (
    <article className="card" aria-label={text("reply")}>
      <h3>
        {text("reply")} · <Member id={reply.owner} />
      </h3>
      <Said reply={reply} />
      <HowRecorded recorded={reply.recorded}>
        <Hash value={reply.digest} />
      </HowRecorded>
    </article>
  );
}

function Said({ reply }: { readonly reply: wire.Reply }) {
  const text = useText(TEXT);
  const kind = useText(REPLY_KIND);
  const document = documentOf("peerseal.reply/1", reply.document);
  if (document === null) return <p>{text("replyUnpublished")}</p>;
  return (
    <>
      <p>
        <strong>{kind(document.kind)}</strong>
      </p>
      <p lang={document.language}>{document.text}</p>
      <ul>
        {document.points.map((point) => (
          <li key={`${point.seat} ${point.criterion} ${point.text}`}>
            <span className="dim">
              {text("about")}{" "}
              {[point.criterion, point.seat === null ? null : text("seatN", { seat: point.seat + 1 })]
                .filter((one) => one !== null)
                .join(" · ")}
              :
            </span>{" "}
            <span lang={document.language}>{point.text}</span>
            {point.answer === null ? null : (
              <p>
                {text("answer")}:{" "}
                <Tag tone={point.answer.accepted ? "good" : "plain"}>
                  {text(point.answer.accepted ? "accepted" : "refused")}
                </Tag>{" "}
                <span lang={document.language}>{point.answer.reasons}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
