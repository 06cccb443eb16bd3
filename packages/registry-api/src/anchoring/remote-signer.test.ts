import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { keccak256, SigningKey, Transaction, TypedDataEncoder, verifyTypedData, Wallet } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRemoteSigner, type RemoteKey } from "./remote-signer.js";

const wallet = new Wallet(`0x${"11".repeat(32)}`);
const stranger = new Wallet(`0x${"22".repeat(32)}`);
const request = {
  type: 2,
  chainId: 31337,
  to: `0x${"ab".repeat(20)}`,
  data: "0x1234",
  value: 0n,
  nonce: 7,
  gasLimit: 100_000n,
  maxFeePerGas: 30n,
  maxPriorityFeePerGas: 2n,
};
const domain = { name: "Peerseal", version: "1", chainId: 31337, verifyingContract: `0x${"cd".repeat(20)}` };
const types = { Close: [{ name: "round", type: "uint256" }] };

/** How the signer behaves now. */
let mood: "honest" | "other-key" | "other-call" | "refuses" | "babbles" | "silent" = "honest";
let server: Server;
let url: string;

/** Speaks as Web3Signer does in eth1 mode. */
beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, never>;
    if (mood === "silent") return incoming.socket.destroy();
    if (mood === "babbles") return response.end("<html>");
    if (mood === "refuses") return response.writeHead(500).end("{}");
    const signer = mood === "other-key" ? stranger : wallet;
    if (incoming.url?.startsWith("/api/v1/eth1/sign/") === true) {
      const data = mood === "other-call" ? "0x1901" : String(body.data);
      return response.end(signer.signingKey.sign(keccak256(data)).serialized);
    }
    const [asked] = body.params as unknown as readonly [Record<string, string>];
    const { from: _, gas, type: __, ...rest } = asked;
    const wanted = { ...rest, type: 2, gasLimit: gas ?? null, nonce: Number(asked.nonce), chainId: 31337 };
    const raw = await signer.signTransaction(mood === "other-call" ? { ...wanted, value: 1n } : wanted);
    return response.end(JSON.stringify({ jsonrpc: "2.0", id: body.id, result: raw }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const key = (): RemoteKey => ({
  url,
  address: wallet.address.toLowerCase(),
  publicKey: `0x${SigningKey.computePublicKey(wallet.signingKey.publicKey, false).slice(4)}`,
});

test("it signs what it is asked, with the key that is expected", async () => {
  mood = "honest";
  const signer = await openRemoteSigner(key());
  const signed = Transaction.from(await signer.signTransaction(request));
  expect([signed.from, signed.unsignedHash]).toEqual([wallet.address, Transaction.from(request).unsignedHash]);
  const signature = await signer.signTypedData(domain, types, { round: 3 });
  expect(verifyTypedData(domain, types, { round: 3 }, signature)).toBe(wallet.address);
  expect(TypedDataEncoder.hash(domain, types, { round: 3 })).toMatch(/^0x/);
});

test.each(["other-key", "other-call"] as const)("a signer that lies (%s) is refused", async (lie) => {
  mood = lie;
  const signer = await openRemoteSigner(key());
  await expect(signer.signTransaction(request)).rejects.toMatchObject({ code: "signer-wrong" });
  await expect(signer.signTypedData(domain, types, { round: 3 })).rejects.toMatchObject({ code: "signer-wrong" });
});

test.each(["refuses", "babbles", "silent"] as const)("a signer that %s is called unreachable", async (how) => {
  mood = how;
  const signer = await openRemoteSigner(key());
  await expect(signer.signTransaction(request)).rejects.toMatchObject({ code: "signer-unreachable" });
});

test("another machine is asked over TLS only", async () => {
  const far = { ...key(), url: "http://signer.example:9000" };
  await expect(openRemoteSigner(far)).rejects.toMatchObject({ code: "config-invalid" });
});
