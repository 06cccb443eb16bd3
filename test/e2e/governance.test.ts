import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionSigner,
  type Address,
  type Admission,
  accountSigner,
  type Call,
  connect,
  type Deployment,
  decodeCall,
  deployInstitutionAccount,
  deployNetwork,
  encodeCancel,
  encodeExecute,
  encodeExecution,
  encodePropose,
  encodeQueue,
  encodeVote,
  findGovernance,
  type Governance,
  generatePasskey,
  governanceCall,
  type InstitutionAccount,
  institutionAccountSigner,
  isPartOf,
  listProposals,
  type NetworkConnection,
  openGovernance,
  type Proposal,
  parseAddress,
  passkeySigner,
  proposalId,
  readAccountHolders,
  readAccountNonce,
  readGovernanceTerms,
  readInstitution,
  readInstitutionCount,
  readProposal,
  readVoteNonce,
  type Support,
  sendAction,
  sendGovernance,
  signAction,
  signExecution,
  signPart,
  signVote,
} from "@peerseal/sdk";
import { JsonRpcProvider, type Wallet } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLocalChain } from "../../scripts/local-chain/local-chain.ts";
import { PERIODS, START, wallet } from "./chain.world.ts";

const CHAIN_ID = 31337;
const [PROVIDER, EMPLOYER, AGENCY] = [1, 2, 3];
const [ACTIVE, SUSPENDED] = [1, 2];
const [GOVERN, EVERY_PURPOSE] = [64, 127];
const HIDDEN_TIE = 5;
const SETTINGS = { votingDelay: 4, votingPeriod: 20, timelockDelay: 10, quorumPercent: 50 };

const [relayer, college, company, agency, stranger] = [wallet(11), wallet(12), wallet(13), wallet(14), wallet(15)];
const clock = { now: START };
let dataDir: string;
let close: () => Promise<void>;
let provider: JsonRpcProvider;
let sender: Wallet;
let deployment: Deployment;
let connection: NetworkConnection;
let governance: Governance;
let passkeys: [ActionSigner, ActionSigner];
let account: InstitutionAccount;

/** Votes by wallets: the college and the company; by passkeys: the academy; not at all: the agency. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-governance-"));
  const fund = [relayer, college, stranger].map(({ address }) => ({ address, wei: 10n ** 21n }));
  const chain = await openLocalChain({ dataDir, fund, now: () => clock.now });
  const url = await chain.listen({ port: 0 });
  provider = new JsonRpcProvider(url, CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  sender = relayer.connect(provider);
  close = () => {
    provider.destroy();
    return chain.close();
  };

  const site = { origin: "https://academy.example" };
  const [first, second] = [await generatePasskey(site), await generatePasskey(site)];
  deployment = await deployNetwork({
    sender,
    chainId: CHAIN_ID,
    governance: { kind: "members", settings: SETTINGS },
    founders: [
      admission("College", PROVIDER, accountSigner(college).bytes, EVERY_PURPOSE),
      admission("Company", EMPLOYER, accountSigner(company).bytes, EVERY_PURPOSE),
      admission("Academy", PROVIDER, first.publicKey, EVERY_PURPOSE - GOVERN),
      admission("Agency", AGENCY, accountSigner(agency).bytes, EVERY_PURPOSE),
    ],
    periods: PERIODS,
  });
  connection = await connect({ rpc: url, network: deployment.network });
  governance = await openGovernance(connection, deployment.contracts.governor);

  const { verifier } = deployment.contracts;
  passkeys = [passkeySigner(verifier, first), passkeySigner(verifier, second)];
  const signers = passkeys.map(({ bytes }) => bytes);
  const address = await deployInstitutionAccount(sender, { verifier, signers, threshold: 2 });
  account = { chainId: CHAIN_ID, address };
  const voter = { institution: 3, data: address, purposes: GOVERN, from: 0, until: 0 };
  const added = await signAction(passkeySigner(verifier, first), connection, "AddKey", voter, { deadline: START + 60 });
  await sendAction(sender, connection, added);
  await pass(2);
}, 60_000);

afterAll(async () => {
  connection.close();
  await close();
  await rm(dataDir, { recursive: true, force: true });
});

function admission(name: string, kind: number, admin: Admission["admin"], purposes: number): Admission {
  const domain = `${name.toLowerCase()}.example`;
  return { name, domain, country: "0x4a50", kind, profileDigest: `0x${"11".repeat(32)}`, admin, purposes };
}

const send = (call: Call) => sendGovernance(sender, call);
const deadline = () => ({ deadline: clock.now + 3_600 });

function admitting(institution: number, name: string): Proposal {
  const message = { institution, ...admission(name, PROVIDER, accountSigner(stranger).bytes, EVERY_PURPOSE) };
  const call = governanceCall(governance, connection, "Admit", message, deadline());
  return { calls: [call], description: `Admit the ${name}` };
}

async function vote(signer: ActionSigner, proposal: Proposal, support: Support) {
  const nonce = await readVoteNonce(connection, governance, signer.bytes);
  return send(await signVote(signer, governance, proposalId(proposal), support, { nonce }));
}

const byAccount = () => institutionAccountSigner(account, passkeys);
const proposed = (proposal: Proposal) => readProposal(connection, governance, proposalId(proposal));

/** Moves the clock on from the latest block, which runs ahead of it: no two blocks are of one second. */
async function pass(seconds: number) {
  const latest = await provider.getBlock("latest");
  clock.now = (latest?.timestamp ?? 0) + seconds;
}

/** Two members vote for it; then it is queued and, after its notice, executed. */
async function carry(proposal: Proposal) {
  await pass(SETTINGS.votingDelay + 1);
  await vote(accountSigner(college), proposal, "for");
  await vote(byAccount(), proposal, "for");
  await pass(SETTINGS.votingPeriod + 1);
  await send(encodeQueue(governance, proposal));
  await pass(SETTINGS.timelockDelay + 1);
  await send(encodeExecute(governance, proposal));
}

test("members propose, vote, queue and execute, and only the relayer pays", async () => {
  const proposal = admitting(5, "Institute");
  const nonce = await readAccountNonce(connection, account);
  const options = { nonce, ...deadline() };
  await send(await signExecution(account, passkeys, encodePropose(governance, proposal), options));
  const pending = await proposed(proposal);
  expect(pending).toMatchObject({ state: "pending", proposer: account.address, executableAt: null, quorum: null });
  expect(pending.votesUntil - pending.snapshotAt).toBe(SETTINGS.votingPeriod);

  await pass(SETTINGS.votingDelay + 1);
  await vote(accountSigner(college), proposal, "for");
  await vote(accountSigner(company), proposal, "abstain");
  await vote(byAccount(), proposal, "for");
  expect(await proposed(proposal)).toMatchObject({
    state: "active",
    votes: { against: 0, for: 2, abstain: 1 },
    quorum: 2,
  });

  await pass(SETTINGS.votingPeriod + 1);
  const { blockNumber } = await send(encodeQueue(governance, proposal));
  const queuedAt = (await connection.block(blockNumber)).time;
  expect(await proposed(proposal)).toMatchObject({
    state: "queued",
    executableAt: queuedAt + SETTINGS.timelockDelay,
  });
  await expect(send(encodeExecute(governance, proposal))).rejects.toMatchObject({
    code: "contract-revert",
    details: { name: "TimelockUnexpectedOperationState" },
  });

  await pass(SETTINGS.timelockDelay + 1);
  await send(encodeExecute(governance, proposal));
  expect((await proposed(proposal)).state).toBe("executed");
  expect(await readInstitutionCount(connection)).toBe(5);
  expect((await readInstitution(connection, 5)).standing).toBe(ACTIVE);
});

test("a member proposes by its own account; what is suspended no longer proposes", async () => {
  const { standingCount } = await readInstitution(connection, 2);
  const standing = {
    institution: 2,
    sequence: standingCount,
    standing: SUSPENDED,
    successor: 0,
    recordsKeeper: 0,
    ground: HIDDEN_TIE,
    document: `0x${"22".repeat(32)}`,
  } as const;
  const call = governanceCall(governance, connection, "SetStanding", standing, deadline());
  const proposal = { calls: [call], description: "Suspend the company" };
  await sendGovernance(college.connect(provider), encodePropose(governance, proposal));
  await carry(proposal);
  expect((await readInstitution(connection, 2)).standing).toBe(SUSPENDED);
});

test("a registry's refusal keeps its name through timelock and governor", async () => {
  const late = admitting(99, "Latecomer");
  await sendGovernance(college.connect(provider), encodePropose(governance, late));
  await expect(carry(late)).rejects.toMatchObject({ code: "Institution_NotNext" });
});

test("its proposer takes a proposal back before voting begins", async () => {
  const proposal = admitting(6, "Mistake");
  await sendGovernance(college.connect(provider), encodePropose(governance, proposal));
  await expect(send(encodeCancel(governance, proposal))).rejects.toMatchObject({
    details: { name: "GovernorUnableToCancel" },
  });
  await sendGovernance(college.connect(provider), encodeCancel(governance, proposal));
  expect((await proposed(proposal)).state).toBe("canceled");
});

test("who has no vote neither proposes nor votes", async () => {
  const proposal = admitting(6, "Friend");
  await expect(send(encodePropose(governance, proposal))).rejects.toMatchObject({
    details: { name: "GovernorInsufficientProposerVotes" },
  });
  await sendGovernance(college.connect(provider), encodePropose(governance, proposal));
  await pass(SETTINGS.votingDelay + 1);
  await expect(vote(accountSigner(agency), proposal, "for")).rejects.toMatchObject({
    details: { name: "Governor_NoVote" },
  });
  await vote(accountSigner(stranger), proposal, "against");
});

test("a passkey votes by an account, never by itself", async () => {
  const [passkey] = passkeys;
  await expect(signVote(passkey, governance, 1n, "for", { nonce: 0n })).rejects.toMatchObject({
    code: "signer-malformed",
  });
});

test("one passkey of two does not act for the account", async () => {
  const proposal = admitting(6, "Alone");
  const options = { nonce: await readAccountNonce(connection, account), ...deadline() };
  const call = await signExecution(account, passkeys.slice(1), encodePropose(governance, proposal), options);
  await expect(send(call)).rejects.toMatchObject({ code: "Account_InvalidSignature" });
});

test("passkeys sign an act apart from each other, and whoever puts it together sees which signatures hold", async () => {
  expect(await readAccountHolders(connection, account)).toEqual({
    signers: passkeys.map(({ bytes }) => bytes),
    threshold: 2,
  });
  for (const other of [parseAddress(accountSigner(college).bytes), governance.governor]) {
    expect(await readAccountHolders(connection, { ...account, address: other })).toBeNull();
  }

  const proposal = admitting(6, "Apart");
  await sendGovernance(college.connect(provider), encodePropose(governance, proposal));
  await pass(SETTINGS.votingDelay + 1);
  const call = encodeVote(governance, proposalId(proposal), "abstain");
  const execution = { account, call, nonce: await readAccountNonce(connection, account), ...deadline() };
  const parts = [await signPart(execution, passkeys[1]), await signPart(execution, passkeys[0])] as const;
  expect(await isPartOf(connection, execution, parts[0])).toBe(true);
  expect(await isPartOf(connection, { ...execution, nonce: execution.nonce + 1n }, parts[0])).toBe(false);
  expect(await isPartOf(connection, execution, { ...parts[0], signer: passkeys[0].bytes })).toBe(false);
  // A verifier of somebody's own, here an account, says nothing.
  const foreign = `${accountSigner(stranger).bytes}${parts[0].signer.slice(42)}` as const;
  expect(await isPartOf(connection, execution, { ...parts[0], signer: foreign })).toBe(false);
  await send(encodeExecution(execution, parts));
  expect((await proposed(proposal)).votes).toEqual({ against: 0, for: 0, abstain: 1 });
  await expect(send(encodeExecution(execution, parts))).rejects.toMatchObject({ code: "Account_WrongNonce" });
});

test("whoever knows the registries alone finds who governs, what was proposed, and who voted how", async () => {
  expect(await findGovernance(connection)).toEqual({ kind: "members", governance });
  expect(await readGovernanceTerms(connection, governance)).toEqual({
    votingDelay: SETTINGS.votingDelay,
    votingPeriod: SETTINGS.votingPeriod,
    notice: SETTINGS.timelockDelay,
    quorumPercent: SETTINGS.quorumPercent,
  });
  const found = await listProposals(connection, governance);
  const admission = found.find(({ description }) => description === "Admit the Institute");
  expect(admission?.proposer).toBe(account.address);
  expect(admission?.cast.map(({ voter, support }) => [voter, support])).toEqual([
    [accountSigner(college).bytes, "for"],
    [accountSigner(company).bytes, "abstain"],
    [account.address, "for"],
  ]);
  if (admission === undefined) throw new TypeError("It was proposed.");
  expect(proposalId(admission)).toBe(admission.id);
  const [call] = admission.calls;
  if (call === undefined) throw new TypeError("It has a call.");
  expect(decodeCall(connection, [], call)).toMatchObject({ act: { action: "Admit", message: { institution: 5 } } });
  expect(await listProposals(connection, governance, { fromBlock: 1_000_000 })).toEqual([]);
});

test("a voting member votes by its own account as well", async () => {
  const proposal = admitting(6, "Another");
  await sendGovernance(college.connect(provider), encodePropose(governance, proposal));
  await pass(SETTINGS.votingDelay + 1);
  await sendGovernance(college.connect(provider), encodeVote(governance, proposalId(proposal), "against"));
  expect((await proposed(proposal)).votes).toEqual({ against: 1, for: 0, abstain: 0 });
});

test("a proposal that does not exist is named as such, and so is another network's governor", async () => {
  await expect(readProposal(connection, governance, 1n)).rejects.toMatchObject({
    details: { name: "GovernorNonexistentProposal" },
  });
  const none: Address = deployment.contracts.verifier;
  await expect(openGovernance(connection, none)).rejects.toMatchObject({ code: "network-missing" });
});
