import type { Hex } from "./types.js";

/** Contracts that take signed actions, by their name in the directory. */
export type ContractName =
  | "institutions"
  | "courses"
  | "rubrics"
  | "rounds"
  | "credentials"
  | "followUps"
  | "directory";
type Field = readonly [name: string, type: string];
type Spec = {
  readonly contract: ContractName;
  readonly method: string;
  readonly fields: readonly Field[];
  readonly unsigned?: readonly Field[];
};

/** Members of the EIP-712 structs that stand inside acts. */
export const STRUCTS = {
  Opening: [
    ["version", "bytes32"],
    ["rubric", "bytes32"],
    ["n", "uint32"],
    ["owner", "uint32"],
    ["convener", "uint32"],
    ["purpose", "uint8"],
    ["basis", "uint8"],
    ["route", "uint8"],
    ["seats", "uint8[5]"],
    ["validity", "uint32"],
    ["reviewUntil", "uint40"],
    ["document", "bytes32"],
  ],
  Batch: [
    ["number", "uint64"],
    ["root", "bytes32"],
    ["size", "uint32"],
    ["courseVersion", "bytes32"],
  ],
} as const satisfies Record<string, readonly Field[]>;
type StructName = keyof typeof STRUCTS;

/**
 * Every act that a person or an institution signs: the contract and method that record it and the members of its
 * EIP-712 struct in order; `uint40 deadline` follows as the last one. Members that are `unsigned` go to the contract
 * with them: it holds them against something signed before. Source: `contracts/interfaces`.
 */
export const ACTIONS = {
  Admit: {
    contract: "institutions",
    method: "admit",
    fields: [
      ["institution", "uint32"],
      ["name", "string"],
      ["domain", "string"],
      ["country", "bytes2"],
      ["kind", "uint8"],
      ["profileDigest", "bytes32"],
      ["admin", "bytes"],
      ["purposes", "uint8"],
    ],
  },
  SetStanding: {
    contract: "institutions",
    method: "setStanding",
    fields: [
      ["institution", "uint32"],
      ["sequence", "uint32"],
      ["standing", "uint8"],
      ["successor", "uint32"],
      ["recordsKeeper", "uint32"],
      ["ground", "uint8"],
      ["document", "bytes32"],
    ],
  },
  AppealStanding: {
    contract: "institutions",
    method: "appealStanding",
    fields: [
      ["institution", "uint32"],
      ["sequence", "uint32"],
      ["document", "bytes32"],
    ],
  },
  UpdateProfile: {
    contract: "institutions",
    method: "updateProfile",
    fields: [
      ["institution", "uint32"],
      ["sequence", "uint32"],
      ["profileDigest", "bytes32"],
    ],
  },
  AddKey: {
    contract: "institutions",
    method: "addKey",
    fields: [
      ["institution", "uint32"],
      ["data", "bytes"],
      ["purposes", "uint8"],
      ["from", "uint40"],
      ["until", "uint40"],
    ],
  },
  RetireKey: {
    contract: "institutions",
    method: "retireKey",
    fields: [
      ["institution", "uint32"],
      ["key", "bytes32"],
      ["until", "uint40"],
    ],
  },
  ReportCompromise: {
    contract: "institutions",
    method: "reportCompromise",
    fields: [
      ["institution", "uint32"],
      ["key", "bytes32"],
      ["since", "uint40"],
    ],
  },
  RegisterCourse: {
    contract: "courses",
    method: "registerCourse",
    fields: [
      ["institution", "uint32"],
      ["code", "string"],
    ],
  },
  InviteParty: {
    contract: "courses",
    method: "inviteParty",
    fields: [
      ["course", "bytes32"],
      ["by", "uint32"],
      ["institution", "uint32"],
      ["part", "uint8"],
    ],
  },
  AcceptPart: {
    contract: "courses",
    method: "acceptPart",
    fields: [
      ["course", "bytes32"],
      ["institution", "uint32"],
      ["part", "uint8"],
    ],
  },
  EndPart: {
    contract: "courses",
    method: "endPart",
    fields: [
      ["course", "bytes32"],
      ["by", "uint32"],
      ["institution", "uint32"],
      ["part", "uint8"],
    ],
  },
  InheritPart: {
    contract: "courses",
    method: "inheritPart",
    fields: [
      ["course", "bytes32"],
      ["institution", "uint32"],
      ["predecessor", "uint32"],
      ["part", "uint8"],
    ],
  },
  PublishVersion: {
    contract: "courses",
    method: "publishVersion",
    fields: [
      ["course", "bytes32"],
      ["by", "uint32"],
      ["descriptorDigest", "bytes32"],
      ["previous", "bytes32"],
      ["minor", "bool"],
    ],
  },
  RetireVersion: {
    contract: "courses",
    method: "retireVersion",
    fields: [
      ["version", "bytes32"],
      ["by", "uint32"],
      ["teachOutUntil", "uint40"],
    ],
  },
  PublishRubric: {
    contract: "rubrics",
    method: "publishRubric",
    fields: [
      ["publisher", "uint32"],
      ["digest", "bytes32"],
      ["header", "uint256[2]"],
    ],
  },
  OpenRound: { contract: "rounds", method: "open", fields: [["opening", "Opening"]] },
  OpenAppeal: {
    contract: "rounds",
    method: "openAppeal",
    fields: [
      ["appealed", "bytes32"],
      ["opening", "Opening"],
    ],
  },
  AcceptRound: { contract: "rounds", method: "accept", fields: [["round", "bytes32"]] },
  AppointSeat: {
    contract: "rounds",
    method: "appointSeat",
    fields: [
      ["round", "bytes32"],
      ["seat", "uint8"],
      ["institution", "uint32"],
      ["role", "uint8"],
      ["affiliations", "uint32[]"],
      ["signer", "bytes"],
    ],
  },
  ObjectToSeat: {
    contract: "rounds",
    method: "objectToSeat",
    fields: [
      ["round", "bytes32"],
      ["seat", "uint8"],
      ["owner", "uint32"],
      ["document", "bytes32"],
    ],
  },
  SetPanel: {
    contract: "rounds",
    method: "setPanel",
    fields: [
      ["round", "bytes32"],
      ["seatCount", "uint8"],
      ["excluded", "uint16"],
    ],
  },
  Seal: {
    contract: "rounds",
    method: "seal",
    fields: [
      ["round", "bytes32"],
      ["seat", "uint8"],
      ["commitment", "bytes32"],
    ],
  },
  Review: {
    contract: "rounds",
    method: "submit",
    fields: [
      ["round", "bytes32"],
      ["seat", "uint8"],
      ["reviewDigest", "bytes32"],
      ["ratings", "uint256"],
      ["sequence", "uint32"],
    ],
    unsigned: [["salt", "bytes32"]],
  },
  Reply: {
    contract: "rounds",
    method: "reply",
    fields: [
      ["round", "bytes32"],
      ["owner", "uint32"],
      ["replyDigest", "bytes32"],
    ],
  },
  AddSeat: {
    contract: "rounds",
    method: "addSeat",
    fields: [
      ["round", "bytes32"],
      ["institution", "uint32"],
      ["role", "uint8"],
    ],
  },
  AbandonRound: {
    contract: "rounds",
    method: "abandon",
    fields: [
      ["round", "bytes32"],
      ["ground", "bytes32"],
    ],
  },
  Anchor: {
    contract: "credentials",
    method: "anchor",
    fields: [
      ["institution", "uint32"],
      ["number", "uint64"],
      ["root", "bytes32"],
      ["size", "uint32"],
      ["courseVersion", "bytes32"],
    ],
  },
  AnchorBatches: {
    contract: "credentials",
    method: "anchorBatches",
    fields: [
      ["institution", "uint32"],
      ["batches", "Batch[]"],
    ],
  },
  SetStatusOf: {
    contract: "credentials",
    method: "setStatusOf",
    fields: [
      ["institution", "uint32"],
      ["number", "uint64"],
      ["index", "uint32"],
      ["action", "uint8"],
      ["nonce", "uint256"],
    ],
  },
  SetStatusFor: {
    contract: "credentials",
    method: "setStatusFor",
    fields: [
      ["keeper", "uint32"],
      ["institution", "uint32"],
      ["number", "uint64"],
      ["action", "uint8"],
      ["words", "uint32[]"],
      ["masks", "uint256[]"],
      ["nonce", "uint256"],
    ],
  },
  SetStatus: {
    contract: "credentials",
    method: "setStatus",
    fields: [
      ["institution", "uint32"],
      ["number", "uint64"],
      ["action", "uint8"],
      ["words", "uint32[]"],
      ["masks", "uint256[]"],
      ["nonce", "uint256"],
    ],
  },
  CloseConditions: {
    contract: "followUps",
    method: "closeConditions",
    fields: [
      ["round", "bytes32"],
      ["document", "bytes32"],
    ],
  },
  CarryDecision: {
    contract: "followUps",
    method: "carry",
    fields: [
      ["round", "bytes32"],
      ["version", "bytes32"],
    ],
  },
  RescindDecision: {
    contract: "followUps",
    method: "rescind",
    fields: [
      ["round", "bytes32"],
      ["ground", "bytes32"],
    ],
  },
  FileConcern: {
    contract: "followUps",
    method: "fileConcern",
    fields: [
      ["version", "bytes32"],
      ["n", "uint32"],
      ["institution", "uint32"],
      ["document", "bytes32"],
    ],
  },
  AdmitConcern: {
    contract: "followUps",
    method: "admitConcern",
    fields: [
      ["concern", "bytes32"],
      ["institution", "uint32"],
    ],
  },
  CloseConcern: {
    contract: "followUps",
    method: "closeConcern",
    fields: [
      ["concern", "bytes32"],
      ["institution", "uint32"],
      ["document", "bytes32"],
    ],
  },
  SetLens: {
    contract: "directory",
    method: "setLens",
    fields: [
      ["lens", "address"],
      ["nonce", "uint256"],
    ],
  },
  ListPolicy: {
    contract: "directory",
    method: "listPolicy",
    fields: [
      ["policy", "address"],
      ["listed", "bool"],
      ["nonce", "uint256"],
    ],
  },
  ListRubric: {
    contract: "directory",
    method: "listRubric",
    fields: [
      ["rubric", "bytes32"],
      ["listed", "bool"],
      ["nonce", "uint256"],
    ],
  },
} as const satisfies Record<string, Spec>;

/** Name of an act: its EIP-712 primary type. */
export type ActionName = keyof typeof ACTIONS;

type Value<T extends string> = T extends StructName
  ? MessageOf<(typeof STRUCTS)[T]>
  : T extends `${infer S extends StructName}[]`
    ? readonly MessageOf<(typeof STRUCTS)[S]>[]
    : T extends "uint8" | "uint16" | "uint32" | "uint40" | "uint64"
      ? number
      : T extends "uint8[5]" | "uint32[]"
        ? readonly number[]
        : T extends "uint256"
          ? string
          : T extends "uint256[]" | "uint256[2]"
            ? readonly string[]
            : T extends "bool"
              ? boolean
              : T extends "string"
                ? string
                : Hex;
type MessageOf<F extends readonly Field[]> = { readonly [K in F[number] as K[0]]: Value<K[1]> };
type Unsigned<N extends ActionName> = (typeof ACTIONS)[N] extends {
  readonly unsigned: infer F extends readonly Field[];
}
  ? MessageOf<F>
  : unknown;

/**
 * The message of an action, in JSON: integers up to 64 bits as numbers (safe ones), `uint256` as decimal strings, bytes
 * as lowercase hex.
 */
export type ActionMessage<N extends ActionName = ActionName> = MessageOf<(typeof ACTIONS)[N]["fields"]> & Unsigned<N>;

/** Who acts, until when (Unix seconds), and the signature; `0x` leaves it to the sender of the transaction. */
export type Authorization = { readonly signer: Hex; readonly deadline: number; readonly signature: Hex };

/** An act ready to be recorded by anyone who pays the gas. */
export type SignedAction<N extends ActionName = ActionName> = N extends ActionName
  ? { readonly action: N; readonly message: ActionMessage<N>; readonly authorization: Authorization }
  : never;
