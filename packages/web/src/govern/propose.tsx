import type { Governance } from "@peerseal/sdk";
import { type FormEvent, type ReactNode, useState } from "react";
import { MEMBERS, NETWORK, useReads } from "../explore/reads.js";
import { GROUND, KIND, STANDING } from "../explore/words.js";
import { useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { useAccountActs } from "./account-acts.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import { type GovernedBy, useTerms } from "./governing.js";
import { useOwnAccounts } from "./own-accounts.js";
import { faultsOf, makeProposal, PROPOSABLE, type Proposable } from "./proposing.js";
import { TEXT } from "./text.js";
import { useWalletAction } from "./wallet-action.js";

type Faults = ReturnType<typeof faultsOf>;

/** Passkeys have so long to sign a proposal. */
const TIME_TO_SIGN = 7 * 86_400;

/** A form for the proposals that are made most often; it needs a wallet, or passkeys of one's institution. */
export function Propose({ by, governance }: { readonly by: GovernedBy; readonly governance: Governance }) {
  const text = useText(TEXT);
  const account = useText(ACCOUNT_TEXT);
  const accounts = useOwnAccounts(by.connection);
  const { begin } = useAccountActs();
  const terms = useTerms(by.connection, governance);
  const { wallets, isBusy, send, shown } = useWalletAction(by.connection.chainId, "propose");
  const [kind, setKind] = useState<Proposable>("admit");
  const [faults, setFaults] = useState<Faults>(new Map());
  if (wallets.length + accounts.length === 0) return null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answers = new Map([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    const found = faultsOf(kind, answers);
    setFaults(found);
    const now = Math.floor(Date.now() / 1000);
    if (found.size > 0) return;
    const make = () => makeProposal(by, governance, { kind, answers, terms, now });
    const { nativeEvent } = event;
    const chosen = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter?.getAttribute("value") : null;
    const own = accounts.find(({ address }) => address === chosen);
    if (own === undefined) send(make);
    else begin(own, make, now + TIME_TO_SIGN);
  };
  return (
    <section aria-labelledby="propose" className="noprint">
      <h2 id="propose">{text("propose")}</h2>
      <form onSubmit={submit} noValidate>
        <Choice
          name="kind"
          label={text("kind")}
          faults={faults}
          options={PROPOSABLE.map((one) => [one, text(one)])}
          onChange={(value) => setKind(PROPOSABLE.find((one) => one === value) ?? "admit")}
        />
        {kind === "admit" ? <Admission faults={faults} /> : null}
        {kind === "standing" ? <Standing faults={faults} /> : null}
        {kind === "rubric" ? <Rubric faults={faults} /> : null}
        <Field label={text("words")} hint={text("wordsHint")} fault={faultText(faults, "words", text)} required>
          {(given) => <textarea {...given} name="words" rows={4} maxLength={2_000} />}
        </Field>
        <div className="row">
          {wallets.length === 0 ? null : (
            <button type="submit" disabled={isBusy}>
              {text("send")}
            </button>
          )}
          {accounts.map(({ address, name }) => (
            <button key={address} type="submit" value={address} className={wallets.length === 0 ? "" : "second"}>
              {account("proposeFor", { name })}
            </button>
          ))}
        </div>
      </form>
      {shown}
    </section>
  );
}

function Admission({ faults }: { readonly faults: Faults }) {
  const text = useText(TEXT);
  const kind = useText(KIND);
  return (
    <>
      <Line name="name" label={text("name")} faults={faults} />
      <Line name="domain" label={text("domain")} faults={faults} />
      <Line name="country" label={text("country")} faults={faults} />
      <Choice
        name="memberKind"
        label={text("memberKind")}
        faults={faults}
        options={(["provider", "employer", "agency"] as const).map((one) => [one, kind(one)])}
      />
      <Line name="profile" label={text("profile")} faults={faults} />
      <Line name="admin" label={text("admin")} faults={faults} hint={text("adminHint")} />
    </>
  );
}

const STANDINGS = ["suspended", "active", "left", "closed"] as const;
const GROUNDS = [
  "own-request",
  "closure",
  "false-statement",
  "hidden-tie",
  "key-misuse",
  "unresponsive",
  "appeal-upheld",
  "appeal-dismissed",
  "other",
] as const;

function Standing({ faults }: { readonly faults: Faults }) {
  const text = useText(TEXT);
  const standing = useText(STANDING);
  const ground = useText(GROUND);
  const [members] = useReads(MEMBERS);
  return (
    <>
      <Choice
        name="member"
        label={text("member")}
        faults={faults}
        options={[...members.values()].map(({ id, name }) => [String(id), name])}
      />
      <Choice
        name="newStanding"
        label={text("newStanding")}
        faults={faults}
        options={STANDINGS.map((one) => [one, standing(one)])}
      />
      <Choice name="ground" label={text("ground")} faults={faults} options={GROUNDS.map((one) => [one, ground(one)])} />
    </>
  );
}

function Rubric({ faults }: { readonly faults: Faults }) {
  const text = useText(TEXT);
  const [network] = useReads(NETWORK);
  return (
    <>
      <Line name="rubricId" label={text("rubricId")} faults={faults} list={network.rubrics} />
      <Choice
        name="list"
        label={text("rubric")}
        faults={faults}
        options={[
          ["list", text("list")],
          ["unlist", text("unlist")],
        ]}
      />
    </>
  );
}

function Line(props: {
  readonly name: string;
  readonly label: ReactNode;
  readonly faults: Faults;
  readonly hint?: string;
  readonly list?: readonly string[];
}) {
  const { name, label, faults, hint, list } = props;
  const text = useText(TEXT);
  return (
    <Field label={label} hint={hint} fault={faultText(faults, name, text)} required>
      {(given) => (
        <>
          <input
            {...given}
            type="text"
            name={name}
            autoComplete="off"
            {...(list === undefined ? {} : { list: `${name}-list` })}
          />
          {list === undefined ? null : (
            <datalist id={`${name}-list`}>
              {list.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: ReactNode;
  readonly faults: Faults;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange?: (value: string) => void;
}) {
  const { name, label, faults, options, onChange } = props;
  const text = useText(TEXT);
  return (
    <Field label={label} fault={faultText(faults, name, text)}>
      {(given) => (
        <select {...given} name={name} onChange={(event) => onChange?.(event.target.value)}>
          {options.map(([value, shown]) => (
            <option key={value} value={value}>
              {shown}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function faultText(faults: Faults, name: string, text: (key: "needed" | "invalid") => string): string | null {
  const fault = faults.get(name);
  return fault === undefined ? null : text(fault);
}
