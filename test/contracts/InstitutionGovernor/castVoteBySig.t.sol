// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {InstitutionGovernor} from "../../../contracts/governance/InstitutionGovernor.sol";
import {EchoWallet} from "../support/Wallets.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

/// @dev G6 of test/README.md.
contract CastVoteBySig is GovernanceFixture {
    bytes32 private constant EXTENDED_BALLOT = keccak256(
        "ExtendedBallot(uint256 proposalId,uint8 support,address voter,uint256 nonce,string reason,bytes params)"
    );

    Proposal internal proposal;

    function setUp() public override {
        super.setUp();
        proposal = _admitting(6, stranger);
        _open(proposal);
    }

    function _relay(uint8 support, address voter, bytes memory signature) private {
        vm.prank(stranger.account);
        governor.castVoteBySig(proposal.id, support, voter, signature);
    }

    function _expectInvalid(address voter) private {
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidSignature.selector, voter));
    }

    function _expectVoted(address voter) private view {
        vm.assertTrue(governor.hasVoted(proposal.id, voter));
    }

    /// Invariant G6.
    function test_GivenAnAccountsSignature_AnyoneCarriesTheVote() external {
        _relay(FOR, first.account, _signature(first.privateKey, _ballotDigest(proposal, FOR, first.account, 0)));
        _expectVoted(first.account);
        bytes32 digest = _ballotDigest(proposal, AGAINST, second.account, 0);
        _relay(AGAINST, second.account, _compactSignature(second.privateKey, digest));
        _expectVoted(second.account);
        vm.assertEq(governor.nonces(first.account), 1);
    }

    /// Invariant G6: an account that delegates its code (EIP-7702) keeps its key.
    function test_GivenAnAccountWithCode_ItsSignatureCounts() external {
        vm.etch(first.account, address(new EchoWallet("")).code);
        _relay(FOR, first.account, _signature(first.privateKey, _ballotDigest(proposal, FOR, first.account, 0)));
        _expectVoted(first.account);
    }

    /// Invariant G6: passkeys vote by their institution's account.
    function test_GivenTwoPasskeysOfAnAccount_AnyoneCarriesTheVote() external {
        bytes32 digest = _approval(_ballotDigest(proposal, FOR, address(account), 0));
        _relay(FOR, address(account), _bothSign(office, spare, digest));
        _expectVoted(address(account));
    }

    function test_GivenAReason_AnyoneCarriesTheVote() external {
        bytes32 structHash = keccak256(
            abi.encode(
                EXTENDED_BALLOT, proposal.id, FOR, first.account, 0, keccak256("because"), keccak256("")
            )
        );
        bytes memory signature = _signature(first.privateKey, _digest(address(governor), structHash));
        vm.expectEmit(address(governor));
        emit IGovernor.VoteCast(first.account, proposal.id, FOR, 1, "because");
        governor.castVoteWithReasonAndParamsBySig(proposal.id, FOR, first.account, "because", "", signature);
    }

    function test_RevertWhen_TheReasonIsAnother() external {
        bytes32 structHash = keccak256(
            abi.encode(
                EXTENDED_BALLOT, proposal.id, FOR, first.account, 0, keccak256("because"), keccak256("")
            )
        );
        bytes memory signature = _signature(first.privateKey, _digest(address(governor), structHash));
        _expectInvalid(first.account);
        governor.castVoteWithReasonAndParamsBySig(proposal.id, FOR, first.account, "no reason", "", signature);
    }

    function test_RevertWhen_AnotherVoteWasSigned() external {
        bytes memory signature = _signature(first.privateKey, _ballotDigest(proposal, FOR, first.account, 0));
        _expectInvalid(first.account);
        _relay(AGAINST, first.account, signature);
        _expectInvalid(second.account);
        _relay(FOR, second.account, signature);
    }

    function test_RevertWhen_TheNonceIsUsed() external {
        bytes memory signature = _signature(first.privateKey, _ballotDigest(proposal, FOR, first.account, 0));
        _relay(FOR, first.account, signature);
        _expectInvalid(first.account);
        _relay(FOR, first.account, signature);
    }

    function test_RevertWhen_TheSignatureIsForAnotherChainOrContract() external {
        bytes32 structHash = keccak256(abi.encode(BALLOT, proposal.id, FOR, first.account, 0));
        bytes memory elsewhere = _signature(first.privateKey, _digest(address(registry), structHash));
        _expectInvalid(first.account);
        _relay(FOR, first.account, elsewhere);
        elsewhere = _signature(first.privateKey, _digestFor(block.chainid + 1, address(governor), structHash));
        _expectInvalid(first.account);
        _relay(FOR, first.account, elsewhere);
    }

    function test_RevertWhen_SIsHigh() external {
        bytes memory signature = _highSignature(first.privateKey, _ballotDigest(proposal, FOR, first.account, 0));
        _expectInvalid(first.account);
        _relay(FOR, first.account, signature);
    }

    function test_RevertWhen_OnePasskeyOfTwoSigned() external {
        bytes32 digest = _approval(_ballotDigest(proposal, FOR, address(account), 0));
        bytes memory signature = _bothSign(office, office, digest);
        _expectInvalid(address(account));
        _relay(FOR, address(account), signature);
    }

    function test_RevertWhen_ASignersVoteIsNone() external {
        bytes memory signature = _signature(fifth.privateKey, _ballotDigest(proposal, FOR, fifth.account, 0));
        uint256 snapshot = governor.proposalSnapshot(proposal.id);
        vm.expectRevert(
            abi.encodeWithSelector(InstitutionGovernor.Governor_NoVote.selector, fifth.account, snapshot)
        );
        _relay(FOR, fifth.account, signature);
    }
}
