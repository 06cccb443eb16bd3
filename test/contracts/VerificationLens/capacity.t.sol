// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVerificationLens} from "../../../contracts/interfaces/IVerificationLens.sol";
import {LensFixture} from "./LensFixture.sol";
import {console} from "hardhat/console.sol";

/// @notice 200 credentials of 200 batches and 10 versions, each with a decided round and a concern, the decision carried
/// to the minor version after it.
/// @dev L3 of test/README.md.
contract VerificationLensCapacityTest is LensFixture {
    /// @dev Below the 16,777,216 gas that a node gives to a call by default.
    uint256 internal constant GAS_LIMIT = 16_000_000;

    IVerificationLens.Query[] internal queries;

    /// @dev All of it in the set-up, so that the call meets storage cold, as a node's does.
    function setUp() public override {
        super.setUp();
        bytes32[] memory versions = new bytes32[](10);
        for (uint256 i = 0; i < 10; ++i) {
            versions[i] = _publishAfter(version, true, string(abi.encodePacked(i)));
            if (i > 0) _carry(id, versions[i]);
            version = versions[i];
            _closeNext();
            policy.decide(id);
            _file(1, RIVAL);
        }
        for (uint32 i = 0; i < 200; ++i) {
            version = versions[i % 10];
            _anchor(i + 1);
            queries.push(_query(i + 1, i));
        }
    }

    function test_GivenTwoHundredBatchesOfTenVersions_ItFitsIntoOneCall() public view {
        bytes memory question = abi.encodeCall(lens.report, (queries, new bytes32[](0)));
        uint256 before = gasleft();
        (bool success, bytes memory answer) = address(lens).staticcall{gas: GAS_LIMIT}(question);
        console.log("lens, 200 batches of 10 versions", before - gasleft());
        vm.assertTrue(success);
        IVerificationLens.Report memory report = abi.decode(answer, (IVerificationLens.Report));
        vm.assertEq(report.versions.length, 10);
        for (uint256 i = 0; i < 200; ++i) {
            vm.assertTrue(report.answers[i].matches && report.answers[i].keyAuthorised);
            vm.assertTrue(report.answers[i].credentialKeyAuthorised && report.answers[i].mayIssue);
        }
        for (uint256 i = 0; i < 10; ++i) {
            vm.assertEq(report.versions[i].rounds[0].decisions.length, 1);
            vm.assertEq(report.versions[i].rounds[0].seats.length, 3);
            vm.assertEq(report.versions[i].carried.length, i == 0 ? 0 : 1);
            vm.assertEq(report.versions[i].concerns.length, 1);
        }
    }
}
