import { pages, parseAddress } from "@peerseal/sdk";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, Redirect } from "wouter";
import { Fault } from "../app/fault.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Moment } from "../parts/moment.js";
import { Title } from "../parts/title.js";
import { registry } from "../registry/registry.js";
import { useSession } from "../registry/session.js";
import { invitationIn, signInLink } from "../sign/invitation.js";
import { TEXT as ACCESS } from "../sign/sign-in-text.js";
import { isDeclined } from "../sign/signing.js";
import { openAccount, useWallets, type Wallet } from "../sign/wallets.js";
import { NO_ANSWERS } from "./conflicts.js";
import { CourseTitle } from "./course-title.js";
import { taskOf, useChainId, useNow, useRefresh } from "./data.js";
import { InstitutionName } from "./institution-name.js";
import { TEXT } from "./list-text.js";
import { type MyReview, readMyReviews } from "./my-seats.js";
import { readOffer } from "./offer-link.js";
import { keepStatement, readOfferOf, readOffers } from "./offers.js";
import { deadlineOf } from "./phase.js";
import { TEXT as SEAL } from "./seal-text.js";
import { criteriaFor, minutesExpected } from "./task.js";
import { TEXT as WORDS } from "./text.js";
import "./review.css";

const HEAPS = [
  ["invited", "nothingInvited"],
  ["progress", "nothingProgress"],
  ["done", "nothingDone"],
] as const;

/** Everything that a reviewer was asked for, works on, or has done. */
export default function Screen() {
  const invitation = invitationIn(location.search) ?? invitationIn(location.hash);
  if (invitation !== null) return <Redirect to={signInLink({ invitation, to: "/review" })} replace />;
  return <List />;
}

function List() {
  const text = useText(TEXT);
  const { data: reviews } = useSuspenseQuery({
    queryKey: ["review", "mine"],
    queryFn: async () => readMyReviews(registry, await readOffers(), Math.floor(Date.now() / 1000)),
    staleTime: 0,
  });
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text("intro")}</p>
      <WhoIsHere />
      {HEAPS.map(([heap, nothing]) => {
        const here = reviews.filter((one) => one.heap === heap);
        return (
          <section key={heap}>
            <h2>{text(heap)}</h2>
            {here.length === 0 ? <p className="dim">{text(nothing)}</p> : null}
            {here.map((one) => (
              <Card key={one.offer.round} of={one} />
            ))}
          </section>
        );
      })}
      <FindSeats />
    </>
  );
}

function WhoIsHere() {
  const text = useText(TEXT);
  const access = useText(ACCESS);
  const session = useSession();
  if (session === undefined) return null;
  if (session === null) {
    return (
      <p className="dim">
        {text("notSignedIn")} <Link href={signInLink({ to: "/review" })}>{text("signIn")}</Link>
      </p>
    );
  }
  const roles = [...new Set(session.grants.map(({ role }) => access(`role.${role}`)))].join(", ");
  return (
    <p className="dim">
      {text("signedIn", { roles })} <Link href={signInLink({ to: "/review" })}>{text("account")}</Link>
    </p>
  );
}

function Card({ of }: { readonly of: MyReview }) {
  const { offer, view, seat } = of;
  const text = useText(TEXT);
  const seal = useText(SEAL);
  const word = useText(WORDS);
  const { minutes } = useFormat();
  const now = useNow();
  if (view === null) {
    return <p className="card dim">{text("unreadable", { round: offer.round })}</p>;
  }
  const asked = readOffer(offer.round, offer.search);
  const role = seat?.of.role ?? asked.role;
  const institution = seat?.of.institution ?? asked.institution;
  const deadline = seat === null ? view.round.reviewUntil : deadlineOf(view.round, seat.of, now);
  return (
    <article className="card">
      <h3>
        <CourseTitle of={view} />
      </h3>
      <p>{seat === null ? text(offer.state) : seal(`phase.${seat.phase}`)}</p>
      <Facts
        of={[
          [word("role"), role === null ? null : word(`role.${role}`)],
          [
            word("appointedBy"),
            institution === null || !view.names.has(institution) ? null : (
              <InstitutionName key="by" number={institution} names={view.names} />
            ),
          ],
          [word("time"), deadline === null ? null : word("about", { time: minutes(expectedOf(of)) })],
          [text("until"), deadline === null ? null : <Moment key="until" at={deadline} />],
        ]}
      />
      {seat === null ? (
        <Link
          className="button second"
          href={`/review/offer/${offer.round}${offer.search === "" ? "" : `?${offer.search}`}`}
        >
          {text(offer.state === "accepted" ? "toKey" : "toAnswer")}
        </Link>
      ) : (
        <Link className="button" href={`/review/${offer.round}/${seat.of.seat}`}>
          {text("toSeat")}
        </Link>
      )}
    </article>
  );
}

/** What the institution said, else what the rubric and the course come to. */
function expectedOf({ offer, view, seat }: MyReview): number {
  const { hours, role } = readOffer(offer.round, offer.search);
  if (hours !== null) return hours * 60;
  const task = view === null || seat === null ? null : taskOf(view, seat.of);
  const asked = view?.rubric?.criteria.filter(({ ratedBy }) => role === null || ratedBy.includes(role)) ?? [];
  return minutesExpected(
    task === null ? asked.length : criteriaFor(task).length,
    view?.descriptor?.workloadMinutes ?? 0,
  );
}

/** Looks for the seats of an account, where this browser does not know its rounds. */
function FindSeats() {
  const text = useText(TEXT);
  const wallets = useWallets();
  const refresh = useRefresh();
  const chainId = useChainId();
  const [found, setFound] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const find = async (wallet: Wallet) => {
    setError(null);
    try {
      const { address } = await openAccount(wallet, chainId);
      const mine = parseAddress(address);
      let count = 0;
      for await (const { round, signer } of pages((page) => registry.seats({ ...page, signer: mine }))) {
        count++;
        const known = await readOfferOf(round);
        if (known?.signer !== signer) await keepStatement({ round, signer, conflicts: NO_ANSWERS });
      }
      setFound(count);
      await refresh();
    } catch (thrown) {
      if (!isDeclined(thrown)) setError(thrown);
    }
  };
  return (
    <section>
      <h2>{text("findTitle")}</h2>
      <p>{text("findText")}</p>
      {wallets.length === 0 ? <p className="dim">{text("noWallet")}</p> : null}
      <div className="row">
        {wallets.map((wallet) => (
          <button key={wallet.uuid} type="button" className="second" onClick={() => void find(wallet)}>
            {text("find", { name: wallet.name })}
          </button>
        ))}
      </div>
      <p role="status">{found === null ? null : text("found", { count: found })}</p>
      {error === null ? null : <Fault error={error} />}
    </section>
  );
}
