import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { encode } from "cborg";

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest();
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** How an authenticator may misbehave. */
export type Behaviour = {
  readonly origin?: string;
  readonly site?: string;
  readonly verified?: boolean;
  readonly counter?: number;
};

/** An authenticator in memory that speaks as browsers do. It holds one passkey of one site. */
export class Authenticator {
  readonly id = randomBytes(16).toString("base64url");
  readonly #key: KeyObject;
  readonly #coordinates: { readonly x: Buffer; readonly y: Buffer };
  readonly #origin: string;
  counter = 0;

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#key = privateKey;
    this.#coordinates = { x: Buffer.from(x, "base64url"), y: Buffer.from(y, "base64url") };
    this.#origin = origin;
  }

  /** Answers `navigator.credentials.create`. */
  create(challenge: string, behaviour: Behaviour = {}) {
    const id = Buffer.from(this.id, "base64url");
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(this.#coordinates.x)],
      [-3, new Uint8Array(this.#coordinates.y)],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, encode(cose)]);
    const authData = new Uint8Array(Buffer.concat([this.#data(ATTESTED, behaviour), attested]));
    const attestationObject = encode({ fmt: "none", attStmt: {}, authData });
    return this.#answer({
      clientDataJSON: this.#client("webauthn.create", challenge, behaviour).toString("base64url"),
      attestationObject: Buffer.from(attestationObject).toString("base64url"),
    });
  }

  /** Answers `navigator.credentials.get`. */
  get(challenge: string, behaviour: Behaviour = {}) {
    const client = this.#client("webauthn.get", challenge, behaviour);
    const data = this.#data(0, behaviour);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.#key);
    return this.#answer({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
    });
  }

  #answer<R extends object>(response: R) {
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {}, response };
  }

  #client(type: string, challenge: string, { origin = this.#origin }: Behaviour): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #data(flags: number, { site, verified = true, counter = this.counter }: Behaviour): Buffer {
    const data = Buffer.alloc(37);
    sha256(site ?? new URL(this.#origin).hostname).copy(data);
    data.writeUInt8(PRESENT | (verified ? VERIFIED : 0) | flags, 32);
    data.writeUInt32BE(counter, 33);
    return data;
  }
}
