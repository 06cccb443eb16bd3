// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

abstract contract Clock {
    //@ take contracts/institution/MemberStore.sol _now

    modifier inTime() {
        require(block.timestamp > 0 && block.timestamp < 2 ** 40);
        _;
    }
}

/// @dev Windows of owners and deliverers.
contract Parts is Clock {
    //@ take contracts/course/CourseStore.sol _holds _touches

    /// C4: a part that ends now is as it was in every earlier second
    function endedPast(uint40 start, uint40 time) external view inTime {
        require(time < block.timestamp);
        assert(_holds(start, _now(), time) == _holds(start, 0, time));
    }

    /// C4: and holds no more from this second on
    function ended(uint40 start, uint256 time) external view inTime {
        require(time >= block.timestamp);
        assert(!_holds(start, _now(), time));
    }

    /// C4: a part that begins now holds in no earlier second
    function begun(uint40 end, uint256 time) external view inTime {
        require(time < block.timestamp);
        assert(!_holds(_now(), end, time));
    }

    /// C4: who held a part in a second is tied in every span with that second
    function tied(uint40 start, uint40 end, uint256 time, uint256 from, uint256 to) external pure {
        require(from <= time && time <= to && _holds(start, end, time));
        assert(_touches(start, end, from, to));
    }

    /// C4: the second of the end is a tie
    function lastSecond(uint40 start, uint40 end) external pure {
        require(start != 0 && end >= start);
        assert(_touches(start, end, end, end));
    }

    /// C4: a part that ended before a span, or began after it, is no tie
    function untied(uint40 start, uint40 end, uint256 from, uint256 to) external pure {
        require((end != 0 && end < from) || start > to);
        assert(!_touches(start, end, from, to));
    }
}

/// @dev Issuing for a version, by an institution that holds a part.
contract TeachOut is Clock {
    //@ take contracts/course/CourseStore.sol Offer Edition Party _editions _parties _holds _mayIssue
    //@ guard contracts/course/CourseRegistry.sol retireVersion Course_InvalidTeachOut (Edition memory edition, uint40 teachOutUntil)
    //@ value contracts/course/CourseRegistry.sol retireVersion end uint40 (uint40 teachOutUntil)

    function anything(bytes32 version, Edition memory edition, uint32 member, Party memory party) external {
        _editions[version] = edition;
        _parties[edition.course][member] = party;
    }

    /// C6: a teach-out only shortens
    function shorter(Edition memory edition, uint40 teachOutUntil) external view inTime {
        require(edition.retiredAt != 0 && !refuses_retireVersion_Course_InvalidTeachOut(edition, teachOutUntil));
        assert(retireVersion_end(teachOutUntil) < edition.teachOutUntil);
    }

    /// C6: it ends now or later, so that what was issued stays issued
    function notPast(Edition memory edition, uint40 teachOutUntil) external view inTime {
        require(!refuses_retireVersion_Course_InvalidTeachOut(edition, teachOutUntil));
        assert(retireVersion_end(teachOutUntil) >= block.timestamp);
    }

    /// C6: nobody issues for a version before it is published
    function unpublished(bytes32 version, uint32 member, uint256 time) external view {
        require(time < _editions[version].publishedAt);
        assert(!_mayIssue(version, member, time));
    }

    /// C6: nor after its teach-out
    function over(bytes32 version, uint32 member, uint256 time) external view {
        require(_editions[version].retiredAt != 0 && time > _editions[version].teachOutUntil);
        assert(!_mayIssue(version, member, time));
    }

    /// C6: nor who is neither owner nor deliverer
    function stranger(bytes32 version, uint32 member, uint256 time) external view {
        Party memory party = _parties[_editions[version].course][member];
        require(party.ownerFrom == 0 && party.delivererFrom == 0);
        assert(!_mayIssue(version, member, time));
    }
}
