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

/// @notice Ceilings of relayed acts on a round of a rubric that was used before, compiled as tests are; what is deployed
/// costs less (gas table).
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

contract RoundRegistryGasOfAppointManyTest is RoundGasFixture {
    IRoundRegistry.Appointment[] internal appointments;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _add(_appointment(0, FIRST, Role.SubjectExpert));
        _add(_appointment(1, SECOND, Role.SubjectExpert));
        _add(_appointment(2, FIRST, Role.Learner));
    }

    function test_AppointSeat() public {
        bytes memory data = abi.encodeCall(rounds.appointSeat, (appointments[0], authorizations[0]));
        _measure("appointSeat", address(rounds), data, 116_000);
    }

    function test_AppointMany() public {
        bytes memory data = abi.encodeCall(rounds.appointMany, (appointments, authorizations));
        _measure("appointMany of three", address(rounds), data, 265_000);
    }

    function _add(IRoundRegistry.Appointment memory appointment) internal {
        appointments.push(appointment);
        Actor memory member = members[appointment.institution];
        authorizations.push(_signed(member, address(rounds), Acts.appoint(appointment)));
    }
}

contract RoundRegistryGasOfSetPanelTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        _appointPanel();
        vm.warp(PANEL_FROM);
    }

    function test_SetPanel() public {
        Authorization memory authorization = _signed(members[CONVENER], address(rounds), Acts.setPanel(id, 3, 0));
        _measure("setPanel", address(rounds), abi.encodeCall(rounds.setPanel, (id, 3, 0, authorization)), 98_500);
    }
}

contract RoundRegistryGasOfSealTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
    }

    function test_Seal() public {
        IRoundRegistry.Sealing memory sealing = _sealing(0, B.ratings(2));
        Authorization memory authorization = _signed(reviewers[0], address(rounds), Acts.seal(sealing));
        _measure("seal", address(rounds), abi.encodeCall(rounds.seal, (sealing, authorization)), 52_000);
    }
}

contract RoundRegistryGasOfSubmitTest is RoundGasFixture {
    IRoundRegistry.Submission[] internal submissions;
    Authorization[] internal authorizations;

    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Accepted);
        for (uint8 i = 0; i < 10; ++i) {
            _appoint(i, i % 2 == 0 ? FIRST : SECOND, i == 2 ? Role.Learner : Role.SubjectExpert);
        }
        _setPanel();
        for (uint8 i = 0; i < 10; ++i) {
            _seal(i, _ratings(i));
            submissions.push(_submission(i, _ratings(i)));
            authorizations.push(_signed(reviewers[i], address(rounds), Acts.review(submissions[i])));
        }
    }

    /// @dev The reveal of a seal.
    function test_Submit() public {
        _measure(
            "submit", address(rounds), abi.encodeCall(rounds.submit, (submissions[0], authorizations[0])), 53_000
        );
    }

    function test_SubmitMany() public {
        _measure(
            "submitMany of ten",
            address(rounds),
            abi.encodeCall(rounds.submitMany, (submissions, authorizations)),
            295_000
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
        _measure("reply", address(rounds), abi.encodeCall(rounds.reply, (id, OWNER, digest, authorization)), 87_000);
    }
}

contract RoundRegistryGasOfCloseTest is RoundGasFixture {
    function setUp() public override {
        super.setUp();
        _bringTo(Stage.Reviewing);
        _submitAll();
        _skip(REPLY + 1);
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
