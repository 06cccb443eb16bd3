import { createBulkIssuer } from "@peerseal/sdk/bulk";
import type { Prepare } from "../contest.ts";
import { CREATED, outcomeOf, sampleAbout } from "../peer.ts";
import { sampleCredentials } from "../sample.ts";

/** From unsigned credentials to canonical bytes and digests, in one thread; a new issuer each time, which learns anew. */
export const prepare: Prepare = async (n) => {
  const about = await sampleAbout();
  const unsigned = sampleCredentials(n, about);
  return async () => {
    const issuer = createBulkIssuer(about.key, { created: CREATED });
    const values: string[] = [];
    for (const credential of unsigned) values.push(proofValueIn((await issuer.issue(credential)).bytes));
    return outcomeOf(values);
  };
};

const BEFORE = Buffer.from('"proofValue":"');

function proofValueIn(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = text.indexOf(BEFORE) + BEFORE.length;
  return text.toString("latin1", start, text.indexOf('"', start));
}
