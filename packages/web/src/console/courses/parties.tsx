import { type ActionName, PARTS, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { useNow } from "../../parts/now.js";
import { type Act, useAct } from "../../sign/acting.js";
import { useInstitutions } from "../parts/institutions.js";
import { isParty } from "./load.js";
import { TEXT } from "./parties-text.js";

type PartWord = "owner" | "deliverer";
type Party = wire.Course["owners"][number];
type OfCourse = { readonly course: wire.Course; readonly institution: number };

/** Has an act about a course signed; everything that is shown of it is asked anew once it is recorded. */
function useRecording(): <N extends ActionName>(act: Act<N>) => Promise<boolean> {
  const text = useText(TEXT);
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  return async (wanted) => {
    if ((await act(wanted)) === null) return false;
    announce(text("recorded"));
    await queries.invalidateQueries();
    return true;
  };
}

/** Whether somebody is asked and has not answered, and nobody took the question back. */
function isInvited({ from, until }: Party): boolean {
  return from === null && until === null;
}

/** An invitation of this institution to a part, to accept or to decline; nothing where there is none. */
export function Invitation({ course, institution, part }: OfCourse & { readonly part: PartWord }) {
  const text = useText(TEXT);
  const record = useRecording();
  const parties = part === "owner" ? course.owners : course.deliverers;
  if (!parties.some((party) => party.institution === institution && isInvited(party))) return null;
  const words = { institution, part: text(part), code: course.code };
  const message = { course: course.id, institution, part: PARTS.indexOf(part) };
  const accept = () =>
    record({ action: "AcceptPart", message, title: text("acceptTitle"), says: [text("acceptSays", words)] });
  const decline = () =>
    record({
      action: "EndPart",
      message: { ...message, by: institution },
      title: text("declineTitle"),
      says: [text("declineSays", words), text("endForGood")],
    });
  return (
    <section className="notice">
      <p>{text("invited", { part: text(part) })}</p>
      <div className="row">
        <button type="button" onClick={() => void accept()}>
          {text("accept")}
        </button>
        <button type="button" className="second" onClick={() => void decline()}>
          {text("decline")}
        </button>
      </div>
    </section>
  );
}

/** Who owns and delivers a course, did so, or is invited to. */
export function Parties({ course, institution, isOwner }: OfCourse & { readonly isOwner: boolean }) {
  const text = useText(TEXT);
  const now = useNow();
  const owners = course.owners.filter((party) => isParty(party, now)).length;
  const entries = (["owner", "deliverer"] as const).flatMap((part) =>
    (part === "owner" ? course.owners : course.deliverers).map((party) => ({ part, party })),
  );
  return (
    <>
      <h3>{text("parties")}</h3>
      <ul className="plain-list parties">
        {entries.map(({ part, party }) => {
          const isOwn = party.institution === institution;
          // What one is invited to is answered above, and a course keeps its last owner.
          const mayEnd = isInvited(party)
            ? isOwner && !isOwn
            : isParty(party, now) && (isOwner || isOwn) && (part === "deliverer" || owners > 1);
          return (
            <li key={`${part} ${party.institution}`}>
              <PartyLine part={part} party={party} />
              {mayEnd ? <EndPart course={course} institution={institution} part={part} party={party} /> : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}

type OfParty = { readonly part: PartWord; readonly party: Party };

function PartyLine({ part, party: { institution, from, until } }: OfParty) {
  const text = useText(TEXT);
  const { day } = useFormat();
  const name = useInstitutions().get(institution)?.name ?? institution;
  const dayOf = (at: number | null) => (at === null ? "" : day(at));
  const key =
    from === null ? (until === null ? "partInvited" : "invitationEnded") : until === null ? "partSince" : "partEnded";
  return (
    <span>
      <strong>{name}</strong>{" "}
      <span className="dim">{text(key, { part: text(part), from: dayOf(from), until: dayOf(until) })}</span>
    </span>
  );
}

function EndPart({ course, institution, part, party }: OfCourse & OfParty) {
  const text = useText(TEXT);
  const record = useRecording();
  const institutions = useInstitutions();
  const name = institutions.get(party.institution)?.name ?? party.institution;
  const [label, title, says] = isInvited(party)
    ? (["withdraw", "withdrawTitle", "withdrawSays"] as const)
    : party.institution === institution
      ? (["giveUp", "giveUpTitle", "giveUpSays"] as const)
      : (["endPart", "endTitle", "endSays"] as const);
  const end = () =>
    record({
      action: "EndPart",
      message: { course: course.id, by: institution, institution: party.institution, part: PARTS.indexOf(part) },
      title: text(title),
      says: [text(says, { name, institution, part: text(part), code: course.code }), text("endForGood")],
    });
  return (
    <button
      type="button"
      className="second"
      aria-label={`${text(label)}: ${name}, ${text(part)}, ${course.code}`}
      onClick={() => void end()}
    >
      {text(label)}
    </button>
  );
}

/** Invites another institution to a part of a course. */
export function Invite({ course, institution }: OfCourse) {
  const text = useText(TEXT);
  const record = useRecording();
  const institutions = useInstitutions();
  const [who, setWho] = useState(0);
  const [part, setPart] = useState<PartWord>("deliverer");
  const taken = new Set((part === "owner" ? course.owners : course.deliverers).map((party) => party.institution));
  const others = [...institutions.values()].filter(
    ({ id, standing }) => id !== institution && !taken.has(id) && standing === "active",
  );
  const isOffered = others.some(({ id }) => id === who);
  const invite = async () => {
    const isRecorded = await record({
      action: "InviteParty",
      message: { course: course.id, by: institution, institution: who, part: PARTS.indexOf(part) },
      title: text("inviteTitle"),
      says: [text("inviteSays", { name: institutions.get(who)?.name ?? who, part: text(part), code: course.code })],
    });
    if (isRecorded) setWho(0);
  };
  return (
    <details>
      <summary>{text("invite")}</summary>
      <div className="grid">
        <Field label={text("part")}>
          {(given) => (
            <select
              {...given}
              value={part}
              onChange={({ target }) => setPart(target.value === "owner" ? "owner" : "deliverer")}
            >
              <option value="deliverer">{text("deliverer")}</option>
              <option value="owner">{text("owner")}</option>
            </select>
          )}
        </Field>
        <Field label={text("inviteWho")}>
          {(given) => (
            <select {...given} value={isOffered ? who : 0} onChange={({ target }) => setWho(Number(target.value))}>
              <option value={0}>–</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <button type="button" disabled={!isOffered} onClick={() => void invite()}>
        {text("invite")}
      </button>
    </details>
  );
}
