import { isPassing } from "./answers.ts";
import type { Attempt, LoadDeps } from "./kinds.ts";
import { ISSUER } from "./world.ts";

/** Longest that a place is kept free, in seconds; the least that may be asked for. */
const RESERVED_S = 60;
const MOST_AT_ONCE = 4;

/** Places of a batch that stays open, and digests for them: the institution keeps the credentials. */
export async function makeLeaves({ world, ledger, chance }: LoadDeps): Promise<Attempt> {
  const digests = Array.from(
    { length: chance.between(1, MOST_AT_ONCE) },
    () => `0x${Buffer.from(chance.bytes(32)).toString("hex")}` as const,
  );
  let leaves: readonly { readonly number: number; readonly index: number; readonly digest: `0x${string}` }[] | null =
    null;
  return async (client) => {
    if (leaves === null) {
      // Places that were given out and not told of stay empty.
      const { slots } = await client.intake.reserve({
        institution: ISSUER,
        courseVersion: world.version,
        count: digests.length,
        seconds: RESERVED_S,
      });
      leaves = slots.flatMap(({ number, index }, place) => {
        const digest = digests[place];
        return digest === undefined ? [] : [{ number, index, digest }];
      });
    }
    await client.intake.leaves({ institution: ISSUER, leaves: [...leaves] });
    ledger.accept(...leaves.map((leaf) => ({ kind: "leaf", institution: ISSUER, ...leaf }) as const));
  };
}

/** Credentials signed by the registry into the batch that is open. Asked once: a second request would be others. */
export async function makeCredentials({ world, ledger, chance }: LoadDeps): Promise<Attempt> {
  const learners = Array.from(
    { length: chance.between(1, MOST_AT_ONCE) },
    () => `${Buffer.from(chance.bytes(6)).toString("hex")}@example.org`,
  );
  return async (client) => {
    const answer = await client.intake.issue({ courseVersion: world.version, learners }).catch((error: unknown) => {
      if (isPassing(error)) return null;
      throw error;
    });
    if (answer === null) return;
    const { institution, credentials } = answer;
    ledger.accept(
      ...credentials.map(
        ({ number, index, digest }) => ({ kind: "leaf", institution, number, index, digest }) as const,
      ),
    );
  };
}
