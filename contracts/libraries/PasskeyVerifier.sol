// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC7913WebAuthnVerifier} from
    "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol";

/// @title The network's WebAuthn verifier
/// @notice OpenZeppelin's, unchanged: an assertion counts with user presence and user verification. Holds no state and
/// has no owner; named here so that the network deploys and publishes its own.
contract PasskeyVerifier is ERC7913WebAuthnVerifier {}
