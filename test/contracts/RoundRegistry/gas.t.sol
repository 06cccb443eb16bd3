// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundRegistry} from "../../../contracts/interfaces/IRoundRegistry.sol";
import {Authorization, Role, Stage} from "../../../contracts/types/Types.sol";
import {BaselineRubric as B} from "../QualityPolicy/BaselineRubric.sol";
import {Acts} from "./Acts.sol";
import {Gas} from "./Gas.sol";
import {RoundFixture} from "./RoundFixture.sol";
import {console} from "hardhat/console.sol";

abstract contract RoundGasFixture is RoundFixture {
    function _measure(string memory what, address target, bytes memory data, uint256 most) internal {
        uint256 used = Gas.ofTransaction(target, data);
        console.log(what, used);
        vm.assertLe(used, most);
    }
}

/// @notice Ceilings of relayed acts on a round of a rubric that was used before.
contract RoundRegistryGasOfOpenTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        IRoundRegistry.Opening memory opening = _opening();
        vm.startPrank(members[OWNER].account);
        opening.version = courses.publishVersion(course, OWNER, "other", 0, false, _direct(members[OWNER]));
        rounds.open(opening, _direct(members[OWNER]));
        vm.stopPrank();
    }

    function test_Open() public {
        IRoundRegistry.Opening memory opening = _opening();
        Authorization memory authorization = _signed(members[OWNER], address(rounds), Acts.open(opening));
        _measure("open", address(rounds), abi.encodeCall(rounds.open, (opening, authorization)), 180_000);
    }
}

contract RoundRegistryGasOfAcceptTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Opened);
    }

    function test_Accept() public {
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.accept(id));
        _measure("accept", address(rounds), abi.encodeCall(rounds.accept, (id, authorization)), 61_000);
    }
}

contract RoundRegistryGasOfAppointSeatTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _appoint(0, FIRST, Role.SubjectExpert);
    }

    function test_AppointSeat() public {
        uint32[] memory none;
        bytes memory signer = reviewers[1].signer;
        Authorization memory authorization = _signed(
            members[SECOND], address(rounds), Acts.appoint(id, 1, SECOND, Role.SubjectExpert, none, signer)
        );
        _measure(
            "appointSeat",
            address(rounds),
            abi.encodeCall(rounds.appointSeat, (id, 1, SECOND, Role.SubjectExpert, none, signer, authorization)),
            113_000
        );
    }
}

contract RoundRegistryGasOfSetPanelTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _appointPanel();
    }

    function test_SetPanel() public {
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3));
        _measure("setPanel", address(rounds), abi.encodeCall(rounds.setPanel, (id, 3, authorization)), 98_500);
    }
}

contract RoundRegistryGasOfSubmitTest is RoundGasFixture {
    IRoundRegistry.Submission[] internal submissions;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        for (uint8 i = 0; i < 10; ++i) {
            _appoint(i, i % 2 == 0 ? FIRST : SECOND, i == 9 ? Role.Learner : Role.SubjectExpert);
        }
        _setPanel();
        for (uint8 i = 0; i < 10; ++i) {
            submissions.push(_submission(i, i == 9 ? _learnerRatings() : B.ratings(2)));
            authorizations.push(_signed(reviewers[i], address(rounds), Acts.review(submissions[i])));
        }
    }

    function test_Submit() public {
        _measure(
            "submit", address(rounds), abi.encodeCall(rounds.submit, (submissions[0], authorizations[0])), 62_000
        );
    }

    function test_SubmitMany() public {
        _measure(
            "submitMany of ten",
            address(rounds),
            abi.encodeCall(rounds.submitMany, (submissions, authorizations)),
            310_000
        );
    }
}

contract RoundRegistryGasOfReplyTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        _submitAll();
    }

    function test_Reply() public {
        bytes32 digest = keccak256("reply");
        Authorization memory authorization = _signed(members[OWNER], address(rounds), Acts.reply(id, OWNER, digest));
        _measure("reply", address(rounds), abi.encodeCall(rounds.reply, (id, OWNER, digest, authorization)), 84_500);
    }
}

contract RoundRegistryGasOfCloseTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        _submitAll();
        _skip(PANEL_WINDOW + 1);
    }

    function test_Close() public {
        _measure("close", address(rounds), abi.encodeCall(rounds.close, (id)), 62_000);
    }
}

contract QualityPolicyGasOfDecideTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Closed);
    }

    function test_Decide() public {
        _measure("decide", address(policy), abi.encodeCall(policy.decide, (id)), 107_000);
    }
}
