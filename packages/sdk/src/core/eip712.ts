import { TypedDataEncoder } from "ethers/hash";
import { z } from "zod";
import { ACTIONS, type ActionMessage, type ActionName, type SignedAction, STRUCTS } from "./actions.js";
import { parseDigest } from "./digest.js";
import { PeersealError } from "./errors.js";
import { hexBytes, parseWith } from "./fields.js";
import { hexLength, isHex, toHex } from "./hex.js";
import type { Address, Digest, Hex } from "./types.js";

/** EIP-712 domain of one contract of a network. */
export type Domain = {
  readonly name: "Peerseal";
  readonly version: "1";
  readonly chainId: number;
  readonly verifyingContract: Address;
};
/** EIP-712 types by name, in the form that ethers and wallets take. */
export type ActionTypes = Record<string, { name: string; type: string }[]>;
type Fields = readonly (readonly [name: string, type: string])[];

/** EIP-712 domain of a contract: a signature counts there only, on this chain only. */
export function domainOf(chainId: number, contract: Address): Domain {
  return { name: "Peerseal", version: "1", chainId, verifyingContract: contract };
}

/** EIP-712 types of an action, its own struct first; `deadline` is the last member. */
export function actionTypes(name: ActionName): ActionTypes {
  const fields: Fields = ACTIONS[name].fields;
  const types: ActionTypes = { [name]: [...members(fields), { name: "deadline", type: "uint40" }] };
  for (const [, type] of fields) {
    const struct = structOf(type);
    if (struct !== null) types[struct.name] = members(struct.fields);
  }
  return types;
}

/** The message that is signed: without the members that only go to the contract, and with its deadline. */
export function signedMessage<N extends ActionName>(
  name: N,
  message: ActionMessage<N>,
  deadline: number,
): Record<string, unknown> {
  const fields: Fields = ACTIONS[name].fields;
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(message));
  return { ...Object.fromEntries(fields.map(([key]) => [key, values.get(key)])), deadline };
}

/** The struct that a type is, or is a list of; null for a type of Solidity's own. */
function structOf(type: string): { readonly name: string; readonly fields: Fields; readonly isList: boolean } | null {
  const name = type.replace(/\[\]$/, "");
  const fields = new Map<string, Fields>(Object.entries(STRUCTS)).get(name);
  return fields === undefined ? null : { name, fields, isList: name !== type };
}

function members(fields: Fields): { name: string; type: string }[] {
  return fields.map(([name, type]) => ({ name, type }));
}

/** EIP-712 digest that the signer of an action signs. `deadline`: last second, Unix time, in which it may be recorded. */
export function actionDigest<N extends ActionName>(
  domain: Domain,
  name: N,
  message: ActionMessage<N>,
  deadline: number,
): Hex {
  return toHex(TypedDataEncoder.hash(domain, actionTypes(name), signedMessage(name, message, deadline)));
}

// JSON holds integers up to 2^53 - 1 exactly; a uint64 beyond that is not ours (batch numbers have 52 bits).
const uint = (bits: number) =>
  z
    .int()
    .min(0)
    .max(Math.min(2 ** bits - 1, Number.MAX_SAFE_INTEGER));
const bytesOf = (...lengths: readonly number[]) =>
  z.custom<Hex>(
    (value) => isHex(value) && lengths.includes(hexLength(value)),
    `expected ${lengths.join(" or ")} bytes in lowercase hex`,
  );
const uint256 = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,77})$/, "expected a decimal number without leading zeros")
  .refine((text) => /^[0-9]+$/.test(text) && BigInt(text) < 1n << 256n, "expected a number below 2^256");

const FIELD_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ["uint8", uint(8)],
  ["uint16", uint(16)],
  ["uint32", uint(32)],
  ["uint40", uint(40)],
  ["uint64", uint(64)],
  ["uint256", uint256],
  ["uint8[5]", z.array(uint(8)).length(5)],
  ["uint32[]", z.array(uint(32)).max(4096)],
  ["uint256[]", z.array(uint256).max(4096)],
  ["uint256[2]", z.array(uint256).length(2)],
  ["bool", z.boolean()],
  ["string", z.string().max(1024)],
  ["address", bytesOf(20)],
  ["bytes2", bytesOf(2)],
  ["bytes32", bytesOf(32)],
  ["bytes", hexBytes],
]);

/** More would not fit into a block. */
const MOST_STRUCTS = 1024;

function schemaOf(fields: Fields): z.ZodType {
  const shape = fields.map(([name, type]): [string, z.ZodType] => {
    const struct = structOf(type);
    if (struct !== null) {
      const member = schemaOf(struct.fields);
      return [name, struct.isList ? z.array(member).min(1).max(MOST_STRUCTS) : member];
    }
    const schema = FIELD_SCHEMAS.get(type);
    if (schema === undefined) throw new PeersealError("internal", `No schema for the field type ${type}.`);
    return [name, schema];
  });
  return z.strictObject(Object.fromEntries(shape));
}

const AuthorizationSchema = z.strictObject({
  signer: bytesOf(20, 84),
  deadline: uint(40),
  signature: hexBytes,
});

const Named = z.looseObject({ action: z.string() });

/** Every member of an action's message: those that are signed, and those that only go to the contract. */
export function fieldsOf(name: ActionName): Fields {
  const spec: { readonly fields: Fields; readonly unsigned?: Fields } = ACTIONS[name];
  return [...spec.fields, ...(spec.unsigned ?? [])];
}

/** Whether a name stands in the catalogue of actions. */
export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}

/**
 * Reads a signed action. Strict: no member too many, ranges by type, integers as numbers, `uint256` as decimal strings,
 * hex in lowercase. Uppercase hex is refused, not turned into lowercase: what was signed is relayed as it is.
 *
 * It says nothing about the signature; the contract does.
 *
 * @throws `action-unsupported` for an unknown name, `action-invalid` with `details.issues`
 */
export function parseSignedAction(value: unknown): SignedAction {
  const { action } = parseWith(Named, value, "action-invalid", "Not a signed action");
  if (!isActionName(action)) {
    throw new PeersealError("action-unsupported", `There is no action ${JSON.stringify(action.slice(0, 80))}.`);
  }
  const schema = z.strictObject({
    action: z.literal(action),
    message: schemaOf(fieldsOf(action)),
    authorization: AuthorizationSchema,
  });
  // The schema was made from the catalogue that the type is made from; the compiler cannot follow that.
  return parseWith(schema, value, "action-invalid", `Not a signed ${action}`) as SignedAction;
}

/** An action and its message, signed or not. */
export type Act<N extends ActionName = ActionName> = N extends ActionName
  ? { readonly action: N; readonly message: ActionMessage<N> }
  : never;
/** Schemas of the documents whose digests actions put on chain. */
export type AnchoredSchema =
  | "peerseal.institution/1"
  | "peerseal.course-version/1"
  | "peerseal.rubric/1"
  | "peerseal.round/1"
  | "peerseal.review/1"
  | "peerseal.reply/1";

/** The document that an action names by its digest, and of which schema it must be; null: the action names none. */
export function documentDigestOf(act: Act): { readonly schema: AnchoredSchema; readonly digest: Digest } | null {
  switch (act.action) {
    case "Admit":
    case "UpdateProfile":
      return { schema: "peerseal.institution/1", digest: parseDigest(act.message.profileDigest) };
    case "PublishVersion":
      return { schema: "peerseal.course-version/1", digest: parseDigest(act.message.descriptorDigest) };
    case "PublishRubric":
      return { schema: "peerseal.rubric/1", digest: parseDigest(act.message.digest) };
    case "OpenRound":
    case "OpenAppeal":
      return { schema: "peerseal.round/1", digest: parseDigest(act.message.opening.document) };
    case "Review":
      return { schema: "peerseal.review/1", digest: parseDigest(act.message.reviewDigest) };
    case "Reply":
      return { schema: "peerseal.reply/1", digest: parseDigest(act.message.replyDigest) };
    default:
      return null;
  }
}
