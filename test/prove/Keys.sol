// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev A key's word and who it covers, for any key, purpose and time.
abstract contract Keys {
    //@ take contracts/institution/MemberStore.sol KeyRecord _covers _now
    //@ guard contracts/institution/Registrar.sol addKey Institution_InvalidWindow (uint40 from, uint40 until)
    //@ value contracts/institution/Registrar.sol addKey start uint40 (uint40 from)
    //@ guard contracts/institution/Registrar.sol retireKey Institution_InvalidWindow (KeyRecord memory record, uint40 until)
    //@ value contracts/institution/Registrar.sol retireKey end uint40 (uint40 until)
    //@ guard contracts/institution/Registrar.sol reportCompromise Institution_InvalidReport (KeyRecord memory record, uint40 since, uint40 earliest)

    /// @dev One purpose, where an answer before is compared with one after: no rule changes purposes, and the solver takes
    /// no bit operation on both sides.
    uint8 internal constant ONE = 16;

    modifier inTime() {
        require(block.timestamp > 0 && block.timestamp < 2 ** 40);
        _;
    }

    function added(uint8 purposes, uint40 from, uint40 until) internal view returns (KeyRecord memory) {
        require(!refuses_addKey_Institution_InvalidWindow(from, until));
        return KeyRecord(purposes, addKey_start(from), until, 0, true, false);
    }

    function retired(KeyRecord memory record, uint40 until) internal view returns (KeyRecord memory) {
        require(!refuses_retireKey_Institution_InvalidWindow(record, until));
        uint40 end = retireKey_end(until);
        return KeyRecord(record.purposes, record.from, end, record.compromisedSince, record.signs, record.held);
    }

    function reported(KeyRecord memory record, uint40 since, uint40 earliest) internal view returns (KeyRecord memory) {
        require(!refuses_reportCompromise_Institution_InvalidReport(record, since, earliest));
        return KeyRecord(record.purposes, record.from, record.until, since, record.signs, record.held);
    }
}

contract Added is Keys {
    /// I4, I5: a key that is added answers for no second before its addition
    function past(uint8 purposes, uint40 from, uint40 until, uint8 purpose, uint256 time) external view inTime {
        require(time < block.timestamp);
        KeyRecord memory record = added(purposes, from, until);
        assert(!_covers(record, purpose, time));
    }

    /// I4: its window ends after it starts, or is open
    function window(uint8 purposes, uint40 from, uint40 until) external view inTime {
        KeyRecord memory record = added(purposes, from, until);
        assert(record.until == 0 || record.until > record.from);
    }
}

contract Retired is Keys {
    /// I5: retiring a key changes no answer about a past second
    function past(KeyRecord memory record, uint40 until, uint256 time) external view inTime {
        require(record.purposes == ONE && time < block.timestamp);
        bool before = _covers(record, ONE, time);
        KeyRecord memory later = retired(record, until);
        assert(_covers(later, ONE, time) == before);
    }

    /// I4: a window only shortens: what a retired key covers, it covered before
    function shorter(KeyRecord memory record, uint40 until, uint8 purpose, uint256 time) external view inTime {
        bool before = _covers(record, purpose, time);
        KeyRecord memory later = retired(record, until);
        assert(before || !_covers(later, purpose, time));
    }

    /// I4: a key that was retired is retired again to an earlier end only
    function again(KeyRecord memory record, uint40 until, uint40 sooner) external view inTime {
        KeyRecord memory once = retired(record, until);
        KeyRecord memory twice = retired(once, sooner);
        assert(twice.until < once.until);
    }
}

contract Reported is Keys {
    /// I5: a report changes answers from true to false only
    function onlyFalse(KeyRecord memory record, uint40 since, uint40 earliest, uint256 time) external view inTime {
        require(record.purposes == ONE && !_covers(record, ONE, time));
        KeyRecord memory after_ = reported(record, since, earliest);
        assert(!_covers(after_, ONE, time));
    }

    /// I5: what was answered of the time before the report's second stays
    function earlier(KeyRecord memory record, uint40 since, uint40 earliest, uint256 time) external view inTime {
        require(record.purposes == ONE && time < since);
        bool before = _covers(record, ONE, time);
        KeyRecord memory after_ = reported(record, since, earliest);
        assert(_covers(after_, ONE, time) == before);
    }

    /// I3: a reported key covers nothing from the report's second on
    function later(KeyRecord memory record, uint40 since, uint40 earliest, uint8 purpose, uint256 time)
        external
        view
        inTime
    {
        require(since != 0 && time >= since);
        KeyRecord memory after_ = reported(record, since, earliest);
        assert(!_covers(after_, purpose, time));
    }

    /// I5: a report moves back only, and not beyond what its reporter may reach
    function back(KeyRecord memory record, uint40 since, uint40 earliest) external view inTime {
        KeyRecord memory after_ = reported(record, since, earliest);
        assert(
            after_.compromisedSince >= earliest && after_.compromisedSince <= block.timestamp
                && (record.compromisedSince == 0 || after_.compromisedSince < record.compromisedSince)
        );
    }

    /// I5: a reported key stays so through every retirement
    function stays(KeyRecord memory record, uint40 since, uint40 earliest, uint40 until, uint8 purpose, uint256 time)
        external
        view
        inTime
    {
        require(since != 0 && time >= since);
        KeyRecord memory after_ = retired(reported(record, since, earliest), until);
        assert(!_covers(after_, purpose, time));
    }
}
