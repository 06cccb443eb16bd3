import type { ActionSigner, Hex } from "@peerseal/sdk";
import { parseAddress } from "@peerseal/sdk";
import { useMemo } from "react";
import type { SigningPlace } from "./connection.js";
import { signerOfPasskey, storedPasskeys } from "./passkeys.js";
import { openAccount, useWallets } from "./wallets.js";

/** Something that can sign here. `open` may ask the person. */
export type SignerChoice = {
  readonly id: string;
  readonly kind: "wallet" | "passkey";
  readonly name: string;
  readonly open: () => Promise<ActionSigner>;
};

const ACCOUNT_HEX = 42;

/**
 * Wallets of this browser, and passkeys that were made in it.
 *
 * @param wanted ERC-7913 bytes of the only signer that will do; absent: any.
 */
export function useSignerChoices(wanted: Hex | undefined, place: SigningPlace): readonly SignerChoice[] {
  const wallets = useWallets();
  return useMemo(() => {
    const { connection, verifier } = place;
    const passkeys = storedPasskeys()
      .map((passkey) => ({ passkey, signer: signerOfPasskey(verifier, passkey) }))
      .filter(({ signer }) => wanted === undefined || signer.bytes === wanted)
      .map(
        ({ passkey, signer }): SignerChoice => ({
          id: passkey.id,
          kind: "passkey",
          name: passkey.label,
          open: async () => signer,
        }),
      );
    const isAccount = wanted === undefined || wanted.length === ACCOUNT_HEX;
    const accounts = (isAccount ? wallets : []).map(
      (wallet): SignerChoice => ({
        id: wallet.uuid,
        kind: "wallet",
        name: wallet.name,
        open: async () => {
          const account = wanted === undefined ? undefined : parseAddress(wanted);
          return (await openAccount(wallet, connection.chainId, account)).signer;
        },
      }),
    );
    return [...passkeys, ...accounts];
  }, [wallets, wanted, place]);
}
