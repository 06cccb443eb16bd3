import { createFlatLeaves } from "@peerseal/sdk/tree";
import type { Prepare } from "../contest.ts";
import { comparedPlaces, leavesOf } from "../leaves.ts";

/** From leaves in one array to the root and every proof, written one after the other into the same room. */
export const prepare: Prepare = async (n) => {
  const leaves = leavesOf(n);
  // Memory of WebAssembly is given back late: the same room serves every round, as one batch has one.
  const room = await createFlatLeaves(n);
  return async () => {
    room.leaves.set(leaves);
    const tree = room.build(n);
    for (let place = 0; place < n; place++) tree.proofBytes(place);
    return JSON.stringify([tree.root, comparedPlaces(n).map((place) => tree.proof(place))]);
  };
};
