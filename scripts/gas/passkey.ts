import { type ActionSigner, type Address, importPasskey, passkeySigner } from "@peerseal/sdk";
import { getBytes } from "ethers";

// The published example key of RFC 6979, A.2.5.
const SECRET = "0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
const X = "0x60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
const Y = "0x7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

const base64url = (hex: string) => Buffer.from(getBytes(hex)).toString("base64url");

/**
 * A passkey whose signatures always cost the same. WebCrypto draws a new one each time, and a zero byte of calldata
 * costs less than another: it signs again until r and s, the first 64 bytes, hold none.
 */
export async function fixedPasskeySigner(verifier: Address): Promise<ActionSigner> {
  const jwk = { kty: "EC", crv: "P-256", d: base64url(SECRET), x: base64url(X), y: base64url(Y) };
  const signer = passkeySigner(verifier, await importPasskey(jwk, { origin: "https://peerseal.example" }));
  return {
    bytes: signer.bytes,
    sign: async (request) => {
      for (;;) {
        const signature = await signer.sign(request);
        if (!getBytes(signature).subarray(0, 64).includes(0)) return signature;
      }
    },
  };
}
