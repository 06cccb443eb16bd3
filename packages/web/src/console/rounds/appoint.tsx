import { ROLES, type SeatRole } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useText } from "../../language/language.js";
import { Copy } from "../../parts/copy.js";
import { Field } from "../../parts/field.js";
import { offerLink } from "../../review/offer-link.js";
import { TEXT as REVIEW } from "../../review/text.js";
import { useAct } from "../../sign/acting.js";
import { useInstitutions } from "../parts/institutions.js";
import { seatsMissing } from "../todo/todo.js";
import { rolesOn, ruleIn } from "./opening.js";
import { seatName } from "./people.js";
import type { MoveProps } from "./screen.js";
import { readSigner } from "./signer-bytes.js";
import { TEXT } from "./text.js";
import { tiedOf } from "./ties.js";

const MOST_AFFILIATIONS = 8;

/** Appoints a reviewer to the next seat. Ties are looked for before anybody signs. */
export function Appoint({ loaded, institution, name, now, people }: MoveProps) {
  const { round, course, seats, rubric, barred } = loaded;
  const text = useText(TEXT);
  const word = useText(REVIEW);
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const institutions = useInstitutions();
  // A seat that the convener added is for the role that it asked for, and no other.
  const roles = round.addedRole === null ? rolesOn(ruleIn(rubric), round.route) : [round.addedRole];
  const [free] = seatsMissing({ round, seats });
  const [chosen, setChosen] = useState<SeatRole | null>(null);
  const role = round.addedRole ?? chosen ?? free?.role ?? "subject-expert";
  const [person, setPerson] = useState("");
  const [typed, setTyped] = useState("");
  const [affiliations, setAffiliations] = useState<readonly number[]>([]);
  const given = readSigner(typed, round.id);
  const signer = given?.signer ?? null;
  const tied = tiedOf(course, [institution, ...affiliations], now);
  const nameOf = (id: number) => institutions.get(id)?.name ?? String(id);
  const isAllowed = tied.length === 0 && affiliations.length <= MOST_AFFILIATIONS;

  const appoint = async () => {
    if (signer === null) return;
    const seat = seats.length;
    const relay = await act({
      action: "AppointSeat",
      message: { round: round.id, seat, institution, role: ROLES.indexOf(role), affiliations, signer },
      title: text("appointTitle"),
      says: [
        text("appointSays", { role: text(role), seat: seat + 1, name }),
        text("appointTies"),
        ...(affiliations.length === 0 ? [] : [text("appointOthers", { list: affiliations.map(nameOf).join(", ") })]),
      ],
    });
    if (relay === null) return;
    if (person.trim() !== "") people.change((before) => ({ ...before, [seatName(round.id, seat)]: person.trim() }));
    setTyped("");
    setPerson("");
    setChosen(null);
    announce(text("appointedNow"));
    await queries.invalidateQueries({ queryKey: ["round", round.id] });
  };
  return (
    <section>
      <h2>{text("appoint")}</h2>
      {tiedOf(course, [institution], now).length > 0 ? (
        <p className="notice">{text("tied", { name: nameOf(institution) })}</p>
      ) : barred.includes(institution) ? (
        <p className="notice">{text("barred", { name: nameOf(institution) })}</p>
      ) : (
        <>
          <p>{text("appointHint")}</p>
          <div className="grid">
            <Field label={text("role")}>
              {(given) => (
                <select
                  {...given}
                  value={role}
                  onChange={({ target }) => setChosen(roles.find((one) => one === target.value) ?? null)}
                >
                  {roles.map((one) => (
                    <option key={one} value={one}>
                      {text(one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={text("person")} hint={text("personHint")}>
              {(given) => (
                <input
                  {...given}
                  value={person}
                  onChange={({ target }) => setPerson(target.value)}
                  autoComplete="off"
                />
              )}
            </Field>
          </div>
          <OfferLink round={round.id} institution={institution} role={role} />
          <Field
            label={text("signer")}
            hint={text("signerHint")}
            fault={typed !== "" && signer === null ? text("signerFault") : null}
            required
          >
            {(given) => (
              <input
                {...given}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
          <p role="status">
            {given === null || given.ties === null
              ? null
              : given.ties.length === 0
                ? text("noTiesDeclared")
                : text("tiesDeclared", { ties: given.ties.map((one) => word(`conflict.${one}`)).join(", ") })}
          </p>
          <fieldset>
            <legend>{text("affiliations")}</legend>
            <p className="hint">{text("affiliationsHint")}</p>
            {[...institutions.values()]
              .filter(({ id }) => id !== institution)
              .map(({ id, name: other }) => (
                <label key={id} className="check">
                  <input
                    type="checkbox"
                    checked={affiliations.includes(id)}
                    onChange={({ target }) =>
                      setAffiliations(target.checked ? [...affiliations, id] : affiliations.filter((one) => one !== id))
                    }
                  />
                  {other}
                </label>
              ))}
          </fieldset>
          <div role="alert">
            {tied.map((id) => (
              <p key={id} className="bad">
                ✕ {text("tied", { name: nameOf(id) })}
              </p>
            ))}
            {affiliations.length > MOST_AFFILIATIONS ? <p className="bad">✕ {text("tooMany")}</p> : null}
          </div>
          <button type="button" disabled={signer === null || !isAllowed} onClick={() => void appoint()}>
            {text("signAppoint")}
          </button>
        </>
      )}
    </section>
  );
}

/** What the reviewer opens to see the offer, and to make a key for this review. */
function OfferLink({
  round,
  institution,
  role,
}: {
  readonly round: string;
  readonly institution: number;
  readonly role: SeatRole;
}) {
  const text = useText(TEXT);
  const [hours, setHours] = useState("");
  const [answerBy, setAnswerBy] = useState("");
  const offer = {
    round,
    institution,
    role,
    hours: /^[1-9]\d{0,2}$/.test(hours) ? Number(hours) : null,
    answerBy: answerBy === "" ? null : answerBy,
  };
  const link = location.origin + offerLink(offer);
  return (
    <>
      <div className="grid">
        <Field label={text("offerHours")}>
          {(given) => (
            <input {...given} inputMode="numeric" value={hours} onChange={({ target }) => setHours(target.value)} />
          )}
        </Field>
        <Field label={text("offerAnswerBy")}>
          {(given) => (
            <input {...given} type="date" value={answerBy} onChange={({ target }) => setAnswerBy(target.value)} />
          )}
        </Field>
      </div>
      <p>
        {text("offerLink")}: <code>{link}</code> <Copy value={link} />
        <br />
        <span className="hint">{text("offerHint")}</span>
      </p>
    </>
  );
}
