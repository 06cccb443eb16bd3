/**
 * What a client was told to be accepted, and so what must be on chain in the end, exactly once. The ledger is the
 * client's own: it holds nothing that was read from a registry afterwards.
 */
export type Accepted =
  /** A course that was registered by a relayed act. */
  | { readonly kind: "course"; readonly institution: number; readonly code: string }
  /** A credential at its place in a batch. */
  | {
      readonly kind: "leaf";
      readonly institution: number;
      readonly number: number;
      readonly index: number;
      readonly digest: string;
    }
  /** A batch whose credentials the registry signed: the client knows how many, not which. */
  | { readonly kind: "batch"; readonly institution: number; readonly number: number; readonly learners: number }
  /** A credential that was revoked. */
  | { readonly kind: "revoked"; readonly institution: number; readonly number: number; readonly index: number };

/** An act that was accepted under an id by which its state can be asked. */
export type AcceptedAct = { readonly id: string; readonly action: string };

export type Ledger = {
  readonly accepted: readonly Accepted[];
  readonly acts: readonly AcceptedAct[];
  readonly accept: (...what: readonly Accepted[]) => void;
  readonly acceptAct: (act: AcceptedAct) => void;
};

export function makeLedger(): Ledger {
  const accepted: Accepted[] = [];
  const acts: AcceptedAct[] = [];
  return {
    accepted,
    acts,
    accept: (...what) => {
      accepted.push(...what);
    },
    acceptAct: (act) => {
      acts.push(act);
    },
  };
}
