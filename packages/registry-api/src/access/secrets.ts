import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;
const ID_BYTES = 12;

/** 256 random bits, base64url. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** A name that says nothing, such as `key_5Rk...`. */
export const newId = (word: "key" | "person" | "grant" | "invitation"): string =>
  `${word}_${randomBytes(ID_BYTES).toString("base64url")}`;

/** What is kept of a secret. With 256 random bits in it, a plain digest is enough: nothing can be guessed from it. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
