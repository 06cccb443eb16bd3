import { SiweMessage } from "@signinwithethereum/siwe";
import { expect, test } from "vitest";
import { destinationIn, invitationIn, signInLink } from "./invitation.js";
import { signInMessage } from "./sign-in-message.js";

const TOKEN = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE";

test("an invitation and a way back stand in the fragment", () => {
  const link = new URL(signInLink({ invitation: TOKEN, to: "/review" }), "https://registry.example");
  expect(link.search).toBe("");
  expect(invitationIn(link.hash)).toBe(TOKEN);
  expect(destinationIn(link.hash)).toBe("/review");
  expect(invitationIn("#invite=short")).toBeNull();
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", ""])(
  "nobody is led to %s",
  (to) => {
    expect(destinationIn(`#to=${encodeURIComponent(to)}`)).toBeNull();
  },
);

test("the message is the one of EIP-4361", () => {
  const challenge = {
    domain: "registry.example",
    uri: "https://registry.example",
    version: "1",
    chainId: 31337,
    nonce: "0123456789abcdef",
    statement: "Sign in to this Peerseal registry.",
    issuedAt: "2026-11-26T11:00:00.000Z",
    expirationTime: "2026-11-26T11:05:00.000Z",
  } as const;
  const address = "0x8ba1f109551bd432803012645ac136ddd64dba72";
  const message = signInMessage(challenge, address);
  expect(new SiweMessage(message)).toMatchObject({
    ...challenge,
    address: "0x8ba1f109551bD432803012645Ac136ddd64DBA72",
  });
  expect(new SiweMessage(message).prepareMessage()).toBe(message);
});
