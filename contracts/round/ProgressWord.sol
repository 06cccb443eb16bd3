// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Basis, Purpose, Route, Stage} from "../types/Types.sol";

/// @title The word of a round that its acts read and write
/// @notice Lowest first: stage 8 | purpose 8 | basis 8 | route 8 | marks 8 | seats 8 | unsealed 8 | place of the rubric
/// 32 | reviewUntil 40 | appointedAt 40 | panelSetAt 40 | revealFrom 40. Times in Unix seconds, 0: not yet.
library ProgressWord {
    /// @dev `unsealed`: seats of the panel that have not sealed. `appointedAt`: the last appointment before the panel.
    /// `revealFrom`: when the last seat sealed, or the convener asked for one more.
    struct Progress {
        Stage stage;
        Purpose purpose;
        Basis basis;
        Route route;
        uint8 marks;
        uint8 seatCount;
        uint8 unsealed;
        uint32 rubric;
        uint40 reviewUntil;
        uint40 appointedAt;
        uint40 panelSetAt;
        uint40 revealFrom;
    }

    /// @dev The provider replied.
    uint8 internal constant REPLIED = 1;
    /// @dev The provider objected to a seat.
    uint8 internal constant OBJECTED = 2;
    /// @dev The convener asked for one more seat.
    uint8 internal constant ASKED = 4;
    /// @dev That seat was appointed.
    uint8 internal constant ADDED = 8;
    /// @dev The round is an appeal.
    uint8 internal constant APPEAL = 16;

    function pack(Progress memory progress) internal pure returns (uint256 word) {
        word = uint256(progress.stage) | (uint256(progress.purpose) << 8) | (uint256(progress.basis) << 16);
        word |= (uint256(progress.route) << 24) | (uint256(progress.marks) << 32);
        word |= (uint256(progress.seatCount) << 40) | (uint256(progress.unsealed) << 48);
        word |= (uint256(progress.rubric) << 56) | (uint256(progress.reviewUntil) << 88);
        word |= (uint256(progress.appointedAt) << 128) | (uint256(progress.panelSetAt) << 168);
        word |= uint256(progress.revealFrom) << 208;
    }

    function unpack(uint256 word) internal pure returns (Progress memory progress) {
        progress.stage = Stage(uint8(word));
        progress.purpose = Purpose(uint8(word >> 8));
        progress.basis = Basis(uint8(word >> 16));
        progress.route = Route(uint8(word >> 24));
        progress.marks = uint8(word >> 32);
        progress.seatCount = uint8(word >> 40);
        progress.unsealed = uint8(word >> 48);
        progress.rubric = uint32(word >> 56);
        progress.reviewUntil = uint40(word >> 88);
        progress.appointedAt = uint40(word >> 128);
        progress.panelSetAt = uint40(word >> 168);
        progress.revealFrom = uint40(word >> 208);
    }

    /// @notice The stage alone.
    function stageOf(uint256 word) internal pure returns (Stage) {
        return Stage(uint8(word));
    }

    function marked(uint256 word, uint8 mark) internal pure returns (uint256) {
        return word | (uint256(mark) << 32);
    }

    function has(Progress memory progress, uint8 mark) internal pure returns (bool) {
        return progress.marks & mark != 0;
    }
}
