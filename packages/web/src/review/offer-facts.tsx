import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Localized } from "../parts/localized.js";
import { Day, Moment } from "../parts/moment.js";
import { CourseTitle } from "./course-title.js";
import { type RoundView, useNames } from "./data.js";
import { InstitutionName } from "./institution-name.js";
import type { Offer } from "./offer-link.js";
import { TEXT } from "./offer-text.js";
import { minutesExpected } from "./task.js";
import { TEXT as WORDS } from "./text.js";

/** Everything that a reviewer needs to know before answering; the dossier itself stays closed. */
export function OfferFacts({ view, offer }: { readonly view: RoundView; readonly offer: Offer }) {
  const text = useText(TEXT);
  const word = useText(WORDS);
  const { minutes } = useFormat();
  const { language } = useLanguage();
  const { round, rubric, descriptor, plan, names } = view;
  const asking = useNames(offer.institution === null ? [] : [offer.institution]);
  const criteria = (rubric?.criteria ?? []).filter(
    ({ ratedBy, rapid }) => (offer.role === null || ratedBy.includes(offer.role)) && (round.route !== "rapid" || rapid),
  ).length;
  const expected =
    offer.hours === null ? minutesExpected(criteria, descriptor?.workloadMinutes ?? 0) : offer.hours * 60;
  const wanted = Object.values(round.seatsWanted).reduce((sum, seats) => sum + seats, 0);
  return (
    <>
      <Facts
        of={[
          [word("course"), <CourseTitle key="course" of={view} />],
          [word("provider"), <InstitutionName key="provider" number={round.owner} names={names} />],
          [
            word("askedBy"),
            offer.institution === null ? null : (
              <InstitutionName key="asked" number={offer.institution} names={asking} />
            ),
          ],
          [word("convener"), <InstitutionName key="convener" number={round.convener} names={names} />],
          [word("role"), offer.role === null ? null : word(`role.${offer.role}`)],
          [word("time"), word("about", { time: minutes(expected) })],
          [
            text("answerBy"),
            offer.answerBy === null ? null : <Day key="answer" at={Date.parse(offer.answerBy) / 1000} />,
          ],
          [text("reviewUntil"), <Moment key="until" at={round.reviewUntil} />],
          [
            word("rubric"),
            rubric === null ? null : (
              <>
                <Localized of={rubric.name} /> ({criteria})
              </>
            ),
          ],
          [text("purpose"), round.purpose === "none" ? null : word(`purpose.${round.purpose}`)],
          [text("route"), round.route === "none" ? null : word(`route.${round.route}`)],
          [text("basis"), round.basis === "none" ? null : word(`basis.${round.basis}`)],
          [
            text("languages"),
            plan === null ? null : plan.languages.map((tag) => languageName(tag, language)).join(", "),
          ],
          [text("panel"), text("panelSeats", { count: wanted })],
        ]}
      />
      <p className="dim">{text("about")}</p>
      {rubric === null || descriptor === null ? <p role="note">{word("unpublished")}</p> : null}
    </>
  );
}

/** A language by its name in another: `Japanese` for `ja` in English. */
export function languageName(tag: string, language: string): string {
  return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
}
