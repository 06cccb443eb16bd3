import { ponder } from "ponder:registry";
import { chainAnchors, reviews, statusChanges } from "ponder:schema";

const place = (event) => ({
  blockNumber: event.block.number,
  blockHash: event.block.hash,
  logIndex: event.log.logIndex,
  transactionHash: event.transaction.hash,
  at: event.block.timestamp,
});

ponder.on("Emitter:BatchAnchored", async ({ event, context }) => {
  await context.db.insert(chainAnchors).values({ ...place(event), ...event.args });
});

ponder.on("Emitter:CredentialStatusChanged", async ({ event, context }) => {
  const { institution, number, index } = event.args;
  await context.db.insert(statusChanges).values({
    ...place(event),
    institution,
    number,
    action: "revoke",
    word: index >> 8,
    mask: 1n << BigInt(index & 255),
  });
});

ponder.on("Emitter:ReviewSubmitted", async ({ event, context }) => {
  const { round, seat, sequence, reviewDigest, ratings } = event.args;
  await context.db
    .insert(reviews)
    .values({ ...place(event), round, seat, sequence: BigInt(sequence), reviewDigest, ratings });
});
