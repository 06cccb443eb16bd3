// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev One concern under all acts that change it, in any order.
contract Concerns {
    struct Filed {
        uint32 filedBy;
        uint32 admittedBy;
        uint40 closedAt;
    }

    //@ guard contracts/round/FollowUpRegistry.sol admitConcern FollowUp_NotAdmissible (Filed memory filed, uint32 institution)

    Filed internal concern;

    function file(uint32 institution) external {
        require(concern.filedBy == 0 && institution != 0);
        concern.filedBy = institution;
    }

    function admit(uint32 institution) external {
        require(concern.filedBy != 0 && institution != 0);
        require(!refuses_admitConcern_FollowUp_NotAdmissible(concern, institution));
        concern.admittedBy = institution;
    }

    /// F: a concern is admitted by another member than the one that filed it
    function twoAdmit() external view {
        require(concern.admittedBy != 0);
        assert(concern.admittedBy != concern.filedBy);
    }
}

/// @dev The closing of any concern.
contract Closing {
    struct Filed {
        uint32 filedBy;
        uint32 admittedBy;
        uint40 closedAt;
    }

    //@ guard contracts/round/FollowUpRegistry.sol closeConcern FollowUp_NotClosable (Filed memory admitted, uint32 agreed, uint32 institution)

    /// F: only its two members agree to close a concern
    function members(Filed memory concern, uint32 agreed, uint32 institution) external view {
        require(!refuses_closeConcern_FollowUp_NotClosable(concern, agreed, institution));
        assert(institution == concern.filedBy || institution == concern.admittedBy);
    }

    /// F: and each of them once, so that it closes when both agreed
    function once(Filed memory concern, uint32 agreed, uint32 institution) external view {
        require(!refuses_closeConcern_FollowUp_NotClosable(concern, agreed, institution));
        assert(institution != agreed && concern.closedAt == 0);
    }
}
