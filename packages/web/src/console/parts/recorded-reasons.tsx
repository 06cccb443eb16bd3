import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "../../language/language.js";
import { FileInput } from "../../review/file-input.js";
import { keptReasons, readReasons } from "./reasons.js";
import { TEXT } from "./reasons-text.js";
import { saveReasons } from "./with-reasons.js";

/** The text behind a digest on chain: as this browser keeps it, or from a file that is held against the digest. */
export function RecordedReasons({ digest }: { readonly digest: string }) {
  const text = useText(TEXT);
  const queries = useQueryClient();
  const [isOther, setOther] = useState(false);
  const queryKey = ["reasons", digest];
  const { data: reasons } = useQuery({ queryKey, queryFn: () => keptReasons.get(digest) });
  const open = async (file: string) => {
    const read = readReasons(file, digest);
    setOther(read === null);
    if (read === null) return;
    queries.setQueryData(queryKey, read);
    await keptReasons.put(read);
  };
  if (reasons === undefined) return null;
  if (reasons !== null) {
    return (
      <>
        <blockquote className="reasons">{reasons.reasons}</blockquote>
        <p className="good">✓ {text("proven")}</p>
        <button type="button" className="second" onClick={() => saveReasons(reasons)}>
          {text("download")}
        </button>
      </>
    );
  }
  return (
    <>
      <p>{text("unknown")}</p>
      <FileInput label={text("open")} onText={(file) => void open(file)} />
      <p role="alert">{isOther ? <span className="bad">✕ {text("differs")}</span> : null}</p>
    </>
  );
}
