// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRubricRegistry} from "../../../contracts/interfaces/IRubricRegistry.sol";
import {Authorization, Purposes} from "../../../contracts/types/Types.sol";
import {Hashes} from "../support/Hashes.sol";
import {Headers} from "../support/Headers.sol";
import {Network} from "../support/Network.sol";

/// @dev U1 to U3 of test/README.md.
contract PublishRubric is Network {
    using Headers for Headers.Fields;

    bytes32 internal constant DIGEST = keccak256("rubric");

    function _publishRubric(Actor memory actor, uint256[2] memory header) internal returns (bytes32) {
        Authorization memory authorization = _direct(actor);
        vm.prank(actor.account);
        return rubrics.publishRubric(FIRST, DIGEST, header, authorization);
    }

    function _refuse(uint8 fault, Headers.Fields memory fields) internal {
        vm.expectRevert(abi.encodeWithSelector(IRubricRegistry.Rubric_InvalidHeader.selector, fault));
        _publishRubric(first, fields.pack());
    }

    function test_GivenAPublishKey_ItRecordsTheRubric() external {
        uint256[2] memory header = Headers.example().pack();
        bytes32 expected = keccak256(abi.encode(FIRST, DIGEST, header));
        vm.expectEmit(address(rubrics));
        emit IRubricRegistry.RubricPublished(expected, FIRST, DIGEST, header);
        bytes32 id = _publishRubric(first, header);
        vm.assertEq(id, expected);
        vm.assertEq(rubrics.publisher(id), FIRST);
        vm.assertEq(keccak256(abi.encode(rubrics.header(id))), keccak256(abi.encode(header)));
    }

    function test_GivenTheSameDigest_AnotherHeaderIsAnotherRubric() external {
        Headers.Fields memory fields = Headers.example();
        bytes32 one = _publishRubric(first, fields.pack());
        fields.seats = 4;
        vm.assertNotEq(_publishRubric(first, fields.pack()), one);
    }

    function test_GivenAnyoneRelays_ItIsThePublishersActOnce() external {
        uint256[2] memory header = Headers.example().pack();
        Authorization memory authorization =
            _signed(first, address(rubrics), Hashes.publishRubric(FIRST, DIGEST, header));
        vm.prank(stranger.account);
        bytes32 id = rubrics.publishRubric(FIRST, DIGEST, header, authorization);
        vm.expectRevert(abi.encodeWithSelector(IRubricRegistry.Rubric_Taken.selector, id));
        rubrics.publishRubric(FIRST, DIGEST, header, authorization);
    }

    function test_RevertWhen_TheKeyMayNotPublish() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstitutionRegistry.Institution_NotAuthorised.selector, FIRST, second.id, Purposes.PUBLISH
            )
        );
        _publishRubric(second, Headers.example().pack());
    }

    function test_GivenNoRapidRoute_ItsFieldsAreAllEmpty() external {
        _publishRubric(first, _withoutRapid().pack());
    }

    function test_GivenTheMost_ItIsRecorded() external {
        Headers.Fields memory fields = Headers.example();
        fields.criteria = 32;
        fields.roleMasks = [type(uint32).max, 0, type(uint32).max, 0, 0];
        fields.essential = type(uint32).max;
        fields.rapid = type(uint32).max;
        fields.practitionerMust = type(uint32).max;
        fields.seats = 15;
        fields.institutions = 15;
        fields.roleSeats = [3, 3, 3, 3, 3];
        fields.rapidSeats = 15;
        fields.rapidInstitutions = 15;
        fields.ratings = 15;
        fields.partials = 255;
        fields.notMetPercent = 100;
        fields.conditionalPercent = 100;
        _publishRubric(first, fields.pack());
    }

    function _withoutRapid() internal pure returns (Headers.Fields memory fields) {
        fields = Headers.example();
        fields.rapid = 0;
        fields.rapidSeats = 0;
        fields.rapidInstitutions = 0;
        fields.rapidValidity = 0;
        fields.rapidReviewPeriod = 0;
    }

    function test_RevertWhen_TheNumberOfCriteriaIsOutOfRange() external {
        Headers.Fields memory fields = Headers.example();
        fields.criteria = 0;
        _refuse(0, fields);
        fields.criteria = 33;
        _refuse(0, fields);
    }

    function test_RevertWhen_AMaskReachesBeyondTheCriteria() external {
        for (uint256 role = 0; role < 5; ++role) {
            Headers.Fields memory ofRole = Headers.example();
            ofRole.roleMasks[role] |= 16;
            _refuse(1, ofRole);
        }
        Headers.Fields memory fields = Headers.example();
        fields.essential |= 16;
        _refuse(1, fields);
        fields = Headers.example();
        fields.rapid |= 16;
        _refuse(1, fields);
        fields = Headers.example();
        fields.practitionerMust |= 16;
        _refuse(1, fields);
    }

    function test_RevertWhen_PractitionersMustRateWhatTheyMayNot() external {
        Headers.Fields memory fields = Headers.example();
        fields.practitionerMust = 2;
        _refuse(1, fields);
    }

    function test_RevertWhen_NobodyMayRateAnEssential() external {
        Headers.Fields memory fields = Headers.example();
        fields.roleMasks = [uint32(13), 13, 9, 5, 13];
        _refuse(1, fields);
    }

    function test_RevertWhen_TheQuorumFitsNoPanel() external {
        Headers.Fields memory fields = Headers.example();
        fields.seats = 0;
        _refuse(2, fields);
        fields.seats = 16;
        _refuse(2, fields);
        fields = Headers.example();
        fields.institutions = 0;
        _refuse(2, fields);
        fields.institutions = 4;
        _refuse(2, fields);
        fields = Headers.example();
        fields.roleSeats = [4, 4, 4, 4, 0];
        _refuse(2, fields);
    }

    function test_RevertWhen_TheRapidQuorumIsImpossible() external {
        Headers.Fields memory fields = Headers.example();
        fields.rapidSeats = 0;
        _refuse(2, fields);
        fields.rapidSeats = 1;
        _refuse(2, fields);
        fields = Headers.example();
        fields.rapidInstitutions = 0;
        _refuse(2, fields);
        fields = Headers.example();
        fields.roleMasks = [uint32(3), 3, 12, 3, 3];
        fields.practitionerMust = 0;
        fields.rapid = 7;
        _refuse(2, fields);
    }

    function test_RevertWhen_ARapidQuorumStandsWithoutTheRoute() external {
        Headers.Fields memory fields = _withoutRapid();
        fields.rapidSeats = 1;
        _refuse(2, fields);
        fields = _withoutRapid();
        fields.rapidInstitutions = 1;
        _refuse(2, fields);
    }

    function test_RevertWhen_ThresholdsContradict() external {
        Headers.Fields memory fields = Headers.example();
        fields.ratings = 0;
        _refuse(3, fields);
        fields.ratings = 3;
        _refuse(3, fields);
        fields = _withoutRapid();
        fields.ratings = 4;
        _refuse(3, fields);
        fields = Headers.example();
        fields.partials = 0;
        _refuse(3, fields);
        fields = Headers.example();
        fields.notMetPercent = 76;
        _refuse(3, fields);
        fields = Headers.example();
        fields.conditionalPercent = 101;
        _refuse(3, fields);
    }

    function test_RevertWhen_APeriodIsMissingOrLeftOver() external {
        Headers.Fields memory fields = Headers.example();
        fields.validity = 0;
        _refuse(4, fields);
        fields = Headers.example();
        fields.rapidValidity = 0;
        _refuse(4, fields);
        fields = Headers.example();
        fields.rapidReviewPeriod = 0;
        _refuse(4, fields);
        fields = _withoutRapid();
        fields.rapidValidity = 1;
        _refuse(4, fields);
        fields = _withoutRapid();
        fields.rapidReviewPeriod = 1;
        _refuse(4, fields);
    }

    function test_RevertWhen_AReservedBitIsSet() external {
        Headers.Fields memory fields = Headers.example();
        fields.reserved = 1;
        _refuse(5, fields);
        fields.reserved = uint48(1) << 47;
        _refuse(5, fields);
    }
}
