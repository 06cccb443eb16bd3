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
    //@ guard contracts/round/FollowUpRegistry.sol closeConcern FollowUp_NotClosable (Filed memory admitted, uint32 agreed, uint32 institution)

    Filed internal concern;
    uint32 internal agreed_;
    uint32 internal second;

    function file(uint32 institution) external {
        require(concern.filedBy == 0 && institution != 0);
        concern.filedBy = institution;
    }

    function admit(uint32 institution) external {
        require(concern.filedBy != 0 && institution != 0);
        require(!refuses_admitConcern_FollowUp_NotAdmissible(concern, institution));
        concern.admittedBy = institution;
    }

    function close(uint32 institution) external {
        require(concern.filedBy != 0 && institution != 0);
        require(!refuses_closeConcern_FollowUp_NotClosable(concern, agreed_, institution));
        if (agreed_ == 0) {
            agreed_ = institution;
        } else {
            second = institution;
            concern.closedAt = 1;
        }
    }

    /// F: a concern is admitted by another member than the one that filed it
    function twoAdmit() external view {
        require(concern.admittedBy != 0);
        assert(concern.admittedBy != concern.filedBy);
    }

    /// F: it closes only when both of its members agreed
    function bothClose() external view {
        require(concern.closedAt != 0);
        assert(
            (agreed_ == concern.filedBy && second == concern.admittedBy)
                || (agreed_ == concern.admittedBy && second == concern.filedBy)
        );
    }
}
