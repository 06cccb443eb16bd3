// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization} from "../../contracts/types/Types.sol";
import {Headers} from "../contracts/support/Headers.sol";
import {Network} from "../contracts/support/Network.sol";

/// @dev U1, U2 of test/README.md.
contract RubricHeaders is Network {
    using Headers for Headers.Fields;

    function _tryPublish(uint256[2] memory header) internal returns (bool) {
        Authorization memory authorization = _direct(first);
        vm.prank(first.account);
        try rubrics.publishRubric(FIRST, DOCUMENT, header, authorization) returns (bytes32 id) {
            vm.assertEq(id, keccak256(abi.encode(FIRST, DOCUMENT, header)));
            vm.assertEq(keccak256(abi.encode(rubrics.header(id))), keccak256(abi.encode(header)));
            return true;
        } catch {
            return false;
        }
    }

    function testFuzz_ABitBeyondTheCriteriaIsRefused(uint8 criteria, uint8 mask, uint8 bit) external {
        Headers.Fields memory fields = Headers.example();
        fields.criteria = uint8(_bound(criteria, 4, 32));
        uint256[2] memory header = fields.pack();
        uint256 place = bit % 32;
        header[0] |= uint256(1) << ((mask % 5) * 32 + place);
        vm.assertEq(_tryPublish(header), place < fields.criteria);
    }

    function testFuzz_CountsAndThresholdsAreRefusedTogetherOrNot(
        uint8 seats,
        uint8 institutions_,
        uint8 ratings,
        uint8 partials,
        uint8 notMet,
        uint8 conditional
    ) external {
        Headers.Fields memory fields = Headers.example();
        fields.seats = seats % 20;
        fields.institutions = institutions_ % 20;
        fields.ratings = ratings % 5;
        fields.partials = partials % 4;
        fields.notMetPercent = notMet % 110;
        fields.conditionalPercent = conditional % 110;
        bool quorum = fields.institutions >= 1 && fields.institutions <= fields.seats && fields.seats <= 15;
        bool thresholds = fields.ratings >= 1 && fields.ratings <= fields.seats
            && fields.ratings <= fields.rapidSeats && fields.partials >= 1
            && fields.notMetPercent <= fields.conditionalPercent && fields.conditionalPercent <= 100;
        vm.assertEq(_tryPublish(fields.pack()), quorum && thresholds);
    }

    function testFuzz_AReservedBitIsRefused(uint8 bit) external {
        uint256[2] memory header = Headers.example().pack();
        header[1] |= uint256(1) << (208 + (bit % 48));
        vm.assertFalse(_tryPublish(header));
    }

    function testFuzz_ArbitraryWordsNeverPassWithAnImpossibleCount(uint256 low, uint256 high) external {
        uint256[2] memory header = [low, high];
        bool possible = uint8(high) >= 1 && uint8(high) <= 32 && high >> 208 == 0;
        vm.assertTrue(!_tryPublish(header) || possible);
    }
}
