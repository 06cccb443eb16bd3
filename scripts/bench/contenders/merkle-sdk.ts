import { createFlatLeaves } from "@peerseal/sdk/tree";
import type { Prepare } from "../contest.ts";
import { comparedPlaces, leavesOf } from "../leaves.ts";

/** From leaves in one array to the root and every proof, written one after the other into the same room. */
export const prepare: Prepare = async (n) => {
  const leaves = leavesOf(n);
  return async () => {
    const room = await createFlatLeaves(n);
    room.leaves.set(leaves);
    const tree = room.build(n);
    for (let place = 0; place < n; place++) tree.proofBytes(place);
    return JSON.stringify([tree.root, comparedPlaces(n).map((place) => tree.proof(place))]);
  };
};
