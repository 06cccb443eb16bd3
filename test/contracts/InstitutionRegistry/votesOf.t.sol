// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Authorization, Kind, Purposes, Standing} from "../../../contracts/types/Types.sol";
import {Network} from "../support/Network.sol";

/// @dev I12, I13 of test/README.md.
contract VotesOf is Network {
    function test_GivenAVoter_ItHasOneVoteOfEachPastSecondAndOfNow() external {
        vm.warp(START + 10);
        vm.assertEq(institutions.votesOf(first.account, START - 1), 0);
        vm.assertEq(institutions.votesOf(first.account, START), 1);
        vm.assertEq(institutions.votesOf(first.account, START + 10), 1);
        vm.assertEq(institutions.votesOf(first.account, START + 11), 0);
        vm.assertEq(institutions.governedBy(first.account), FIRST);
    }

    function test_GivenNoVoter_ItHasNone() external {
        Actor memory issuer = _account("issuer");
        _addKey(FIRST, first, issuer.signer, Purposes.ISSUE);
        vm.assertEq(institutions.votesOf(issuer.account, START), 0);
        vm.assertEq(institutions.votesOf(stranger.account, START), 0);
        vm.assertEq(institutions.governedBy(stranger.account), 0);
    }

    function test_GivenAnAgency_ItObserves() external {
        IInstitutionRegistry.Admission memory admission = _admission(stranger);
        admission.kind = Kind.Agency;
        vm.prank(governance.account);
        institutions.admit(4, admission, _direct(governance));
        vm.assertEq(institutions.votesOf(stranger.account, START), 0);
        vm.assertEq(institutions.voterCount(START), 3);
        _setStanding(4, Standing.Closed);
        vm.assertEq(institutions.voterCount(START), 3);
    }

    function test_GivenAnEmployer_ItVotes() external {
        IInstitutionRegistry.Admission memory admission = _admission(stranger);
        admission.kind = Kind.Employer;
        vm.warp(START + 1);
        vm.prank(governance.account);
        institutions.admit(4, admission, _direct(governance));
        vm.assertEq(institutions.votesOf(stranger.account, START + 1), 1);
        vm.assertEq(institutions.voterCount(START), 3);
        vm.assertEq(institutions.voterCount(START + 1), 4);
    }

    function test_GivenASuspension_NeitherVoteNorVoterCounts() external {
        vm.warp(START + 10);
        _setStanding(FIRST, Standing.Suspended);
        vm.warp(START + 20);
        _setStanding(FIRST, Standing.Closed);
        vm.warp(START + 30);
        _setStanding(FIRST, Standing.Active);
        vm.warp(START + 40);
        uint40[6] memory times = [START - 1, START, START + 9, START + 10, START + 29, START + 30];
        uint8[6] memory votes = [0, 1, 1, 0, 0, 1];
        for (uint256 i = 0; i < times.length; ++i) {
            vm.assertEq(institutions.votesOf(first.account, times[i]), votes[i]);
            vm.assertEq(institutions.voterCount(times[i]), i == 0 ? 0 : 2 + votes[i]);
        }
        vm.assertEq(institutions.voterCount(type(uint256).max), 3);
    }

    function test_GivenARotation_EachVotesInItsWindow() external {
        Actor memory next = _account("next");
        vm.warp(START + 10);
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        institutions.retireKey(FIRST, first.id, 0, authorization);
        authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.addKey(
            FIRST, next.signer, Purposes.ADMIN | Purposes.GOVERN, 0, 0, authorization
        );
        vm.assertEq(institutions.votesOf(first.account, START + 9), 1);
        vm.assertEq(institutions.votesOf(first.account, START + 10), 0);
        vm.assertEq(institutions.votesOf(next.account, START + 9), 0);
        vm.assertEq(institutions.votesOf(next.account, START + 10), 1);
    }

    function test_GivenAReport_TheVoteOfThatTimeFalls() external {
        vm.warp(START + 10);
        Authorization memory authorization = _direct(governance);
        vm.prank(governance.account);
        institutions.reportCompromise(FIRST, first.id, START + 5, authorization);
        vm.assertEq(institutions.votesOf(first.account, START + 4), 1);
        vm.assertEq(institutions.votesOf(first.account, START + 5), 0);
    }
}
