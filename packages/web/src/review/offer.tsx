import { type Hex, parseRoundId } from "@peerseal/sdk";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearch } from "wouter";
import { useAnnounce } from "../app/announce.js";
import { useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import { Field } from "../parts/field.js";
import { Title } from "../parts/title.js";
import { type Conflicts, declaredTies, NO_ANSWERS, statementDigest, unanswered } from "./conflicts.js";
import { ConflictsForm } from "./conflicts-form.js";
import { CourseTitle, useCourseName } from "./course-title.js";
import { type RoundView, useRefresh, useRoundView } from "./data.js";
import { OfferFacts } from "./offer-facts.js";
import { type Offer, readOffer } from "./offer-link.js";
import { TEXT } from "./offer-text.js";
import { type KeptOffer, keepOffer, readOfferOf } from "./offers.js";
import { writeSeatKey } from "./seat-key.js";
import { SignerMaker } from "./signer-maker.js";
import { TEXT as WORDS } from "./text.js";
import "./review.css";

/** What a reviewer is asked for; they decline, or declare ties, make the seat's signer and give its key back. */
export default function Screen({ round }: { readonly round: string }) {
  const text = useText(TEXT);
  const search = useSearch();
  const view = useRoundView(round);
  const { data: kept } = useSuspenseQuery({
    queryKey: ["review", "offer", round],
    queryFn: () => readOfferOf(round),
    staleTime: 0,
  });
  const refresh = useRefresh();
  const announce = useAnnounce();
  const keep = async (change: Partial<KeptOffer>) => {
    const known: KeptOffer = kept ?? { round, state: "open", signer: null, search, conflicts: NO_ANSWERS };
    await keepOffer({ ...known, ...(search === "" ? {} : { search }), ...change });
    await refresh();
  };
  const offer = readOffer(round, search === "" ? (kept?.search ?? "") : search);
  return (
    <>
      <Title>{text("title")}</Title>
      <Step
        view={view}
        offer={offer}
        kept={kept}
        keep={(change) => {
          if (change.state === "declined") announce(text("declinedTitle"));
          void keep(change);
        }}
      />
    </>
  );
}

type Keep = (change: Partial<KeptOffer>) => void;

function Step(props: {
  readonly view: RoundView;
  readonly offer: Offer;
  readonly kept: KeptOffer | null;
  readonly keep: Keep;
}) {
  const { view, offer, kept, keep } = props;
  const [isAccepting, setAccepting] = useState(false);
  if (kept?.state === "declined") return <Declined view={view} onAgain={() => keep({ state: "open" })} />;
  if (kept?.state === "accepted" && kept.signer !== null) {
    return <KeyToGive view={view} signer={kept.signer} conflicts={kept.conflicts} />;
  }
  const decline = () => keep({ state: "declined" });
  if (!isAccepting && kept?.state !== "accepted") {
    return <Asked view={view} offer={offer} onDecline={decline} onAccept={() => setAccepting(true)} />;
  }
  return <Accepting view={view} kept={kept} keep={keep} onDecline={decline} />;
}

function Asked(props: {
  readonly view: RoundView;
  readonly offer: Offer;
  readonly onDecline: () => void;
  readonly onAccept: () => void;
}) {
  const { view, offer, onDecline, onAccept } = props;
  const text = useText(TEXT);
  const { stage, purpose } = view.round;
  const isOver = stage === "closed" || stage === "abandoned";
  // The convener asked for one more seat, and this offer is for it.
  const isAdded = view.round.addedBy !== null && view.round.addedBy === offer.institution;
  return (
    <>
      <p>{text("intro")}</p>
      <OfferFacts view={view} offer={offer} />
      <h2>{text("becomesPublic")}</h2>
      {purpose === "formative" ? (
        <p>{text("publicFormative")}</p>
      ) : (
        <ul>
          <li>{text("public1")}</li>
          <li>{text("public2")}</li>
          <li>{text("public3")}</li>
        </ul>
      )}
      {isOver ? <p role="note">{text("ended")}</p> : null}
      {stage === "reviewing" && !isAdded ? <p role="note">{text("started")}</p> : null}
      <div className="row">
        <button type="button" disabled={isOver} onClick={onAccept}>
          {text("accept")}
        </button>
        <button type="button" className="second" onClick={onDecline}>
          {text("decline")}
        </button>
      </div>
    </>
  );
}

function Declined({ view, onAgain }: { readonly view: RoundView; readonly onAgain: () => void }) {
  const text = useText(TEXT);
  const course = useCourseName(view);
  const message = text("declinedMessage", { course });
  return (
    <>
      <h2>{text("declinedTitle")}</h2>
      <p>{text("declinedText")}</p>
      <blockquote>{message}</blockquote>
      <div className="row">
        <Copy value={message} />
        <button type="button" className="second" onClick={onAgain}>
          {text("reconsider")}
        </button>
      </div>
    </>
  );
}

function Accepting(props: {
  readonly view: RoundView;
  readonly kept: KeptOffer | null;
  readonly keep: Keep;
  readonly onDecline: () => void;
}) {
  const { view, kept, keep, onDecline } = props;
  const text = useText(TEXT);
  const word = useText(WORDS);
  const course = useCourseName(view);
  const [conflicts, setConflicts] = useState<Conflicts | null>(null);
  if (conflicts === null) {
    return (
      <>
        <p>
          <strong>
            <CourseTitle of={view} />
          </strong>
        </p>
        <ConflictsForm given={kept?.conflicts ?? NO_ANSWERS} onDone={setConflicts} />
      </>
    );
  }
  const ties = declaredTies(conflicts).map((category) => word(`conflict.${category}`));
  return (
    <>
      {ties.length === 0 ? null : (
        <div className="card" role="note">
          <p>{text("tiesDeclared", { ties: ties.join(", ") })}</p>
          <button type="button" className="second" onClick={onDecline}>
            {text("decline")}
          </button>
        </div>
      )}
      <SignerMaker
        label={text("passkeyLabel", { course })}
        onMade={(signer) => keep({ state: "accepted", signer, conflicts })}
      />
    </>
  );
}

function KeyToGive(props: { readonly view: RoundView; readonly signer: Hex; readonly conflicts: Conflicts }) {
  const { view, signer, conflicts } = props;
  const text = useText(TEXT);
  const word = useText(WORDS);
  const isStated = unanswered(conflicts).length === 0;
  const round = parseRoundId(view.round.id);
  const key = isStated
    ? writeSeatKey({
        round,
        signer,
        ties: declaredTies(conflicts),
        statement: statementDigest(round, signer, conflicts),
      })
    : null;
  return (
    <>
      <h2>{text("keyTitle")}</h2>
      <p>
        <CourseTitle of={view} />
      </p>
      <p>{text("keyText")}</p>
      {key === null ? null : (
        <>
          <Field label={text("keyLabel")}>
            {(given) => <textarea {...given} readOnly rows={5} value={key} className="key" />}
          </Field>
          <Copy value={key} label={text("copyKey")} />
        </>
      )}
      <h2>{text("nextTitle")}</h2>
      <ol>
        <li>{text("next1")}</li>
        <li>{text("next2")}</li>
        <li>{text("next3")}</li>
      </ol>
      <p>
        <Link href="/review">{word("toList")}</Link>
      </p>
    </>
  );
}
