import type { Prepare } from "../contest.ts";
import { outcomeOf, peerOf, sampleAbout } from "../peer.ts";
import { sampleCredentials } from "../sample.ts";

/** From unsigned credentials to signed ones. */
export const prepare: Prepare = async (n) => {
  const about = await sampleAbout();
  const unsigned = sampleCredentials(n, about);
  const peer = peerOf([about.key]);
  return async () => {
    const values: string[] = [];
    for (const credential of unsigned) values.push(await peer.issue(credential, about.key));
    return outcomeOf(values);
  };
};
