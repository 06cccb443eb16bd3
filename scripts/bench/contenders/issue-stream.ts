import { issueInBulk } from "@peerseal/sdk/bulk";
import type { Prepare } from "../contest.ts";
import { CREATED, sampleAbout } from "../peer.ts";
import { sampleBatch, sampleLearner } from "../sample.ts";

/**
 * A whole batch: from a list of learners to signed credentials, tree and every proof, in as many threads as there are
 * cores. What is made is counted and let go: where to store it is another's work.
 */
export const prepare: Prepare = async (n) => {
  const about = await sampleAbout();
  function* learners() {
    for (let index = 0; index < n; index++) yield sampleLearner(index);
  }
  return async () => {
    let bytes = 0;
    const { issued, tree } = await issueInBulk({
      batch: sampleBatch(about),
      key: about.key,
      created: CREATED,
      learners: learners(),
      write: ({ lines }) => {
        bytes += lines.length;
      },
    });
    for (let place = 0; place < n; place++) bytes += tree.proofBytes(place).length;
    if (issued !== n) throw new Error(`${issued} of ${n} were issued.`);
    return JSON.stringify([tree.root, bytes]);
  };
};
