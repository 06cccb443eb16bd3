// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StatusAction} from "../../contracts/types/Types.sol";
import {CredentialFixture} from "../contracts/CredentialRegistry/CredentialFixture.sol";

/// @notice Any sequence of changes against a table of plain booleans.
/// @dev B3 of test/README.md.
contract CredentialStatusFuzz is CredentialFixture {
    mapping(uint32 index => bool) internal revoked;
    mapping(uint32 index => bool) internal suspended;
    mapping(uint32 index => bool) internal replaced;

    function setUp() public override {
        super.setUp();
        _anchor(_batch(NUMBER));
    }

    function testFuzz_BitsFollowTheChanges(uint256 seed) public {
        uint256 nonce;
        for (uint256 i = 0; i < 24; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            StatusAction action = StatusAction(1 + draw % 4);
            // Few credentials on both sides of a word's end, so that changes meet.
            uint32 index = uint32(253 + (draw >> 8) % 6);
            bool nonced = action == StatusAction.Suspend || action == StatusAction.Reinstate;
            _setStatus(action, index, nonced ? nonce++ : 0);
            if (action == StatusAction.Suspend) suspended[index] = true;
            else if (action == StatusAction.Reinstate) suspended[index] = false;
            else revoked[index] = true;
            if (action == StatusAction.Replace) replaced[index] = true;
        }
        for (uint32 index = 250; index < 262; ++index) {
            uint8 bits = revoked[index] ? 1 : 0;
            if (suspended[index]) bits += 2;
            if (replaced[index]) bits += 4;
            _expectStatus(index, bits);
        }
    }
}
