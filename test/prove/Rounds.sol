// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Basis, Purpose, Route, Stage} from "../../contracts/types/Types.sol";

library ProgressWord {
    //@ take contracts/round/ProgressWord.sol Progress
}

/// @dev The stage of one round under all acts that change it, in any order.
contract Stages {
    //@ stages contracts/round/RoundRegistry.sol accept
    //@ stages contracts/round/RoundPanels.sol setPanel

    struct Progress {
        Stage stage;
    }

    Stage internal stage;
    bool internal reviewed;
    bool internal ended;
    Stage internal endedAs;

    //@ value contracts/round/RoundStore.sol _unended ended bool (Progress memory progress)

    function open() external {
        require(stage == Stage.None);
        stage = Stage.Opened;
    }

    function accept() external {
        require(stage == accept_from);
        stage = accept_to;
    }

    function setPanel() external {
        require(stage == setPanel_from);
        stage = setPanel_to;
        reviewed = true;
    }

    function close(bool reached) external {
        require(stage != Stage.None && !_unended_ended(Progress(stage)));
        bool closes = stage == Stage.Reviewing && reached;
        stage = closes ? Stage.Closed : Stage.Abandoned;
        ended = true;
        endedAs = stage;
    }

    function abandon() external {
        require(stage != Stage.None && !_unended_ended(Progress(stage)));
        stage = Stage.Abandoned;
        ended = true;
        endedAs = stage;
    }

    /// O7: a round that ended stays as it ended
    function final_() external view {
        require(ended);
        assert(stage == endedAs);
    }

    /// O6: a round closes only after its panel was set
    function panelFirst() external view {
        require(stage == Stage.Closed);
        assert(reviewed);
    }

    /// O7: a round that was opened is never unknown again
    function visible() external view {
        require(reviewed || ended);
        assert(stage != Stage.None);
    }
}

/// @dev Phases of a round under review.
contract Times {
    //@ take contracts/round/Phases.sol revealFrom revealUntil

    /// O3: while a seal is missing, nothing is revealed before the deadline for seals is over
    function sealedFirst(ProgressWord.Progress memory progress) external pure {
        require(progress.revealFrom == 0);
        assert(revealFrom(progress) > progress.reviewUntil);
    }

    /// O3: a summative round has time to reveal, the whole period from its first second
    function wholePeriod(ProgressWord.Progress memory progress, uint40 period) external pure {
        require(progress.purpose != Purpose.Formative);
        uint40 from = revealFrom(progress);
        assert(revealUntil(progress, period) == from + period);
    }

    /// O3: a formative round takes reviews until its deadline and no longer
    function formative(ProgressWord.Progress memory progress, uint40 period) external pure {
        require(progress.purpose == Purpose.Formative);
        assert(revealUntil(progress, period) == progress.reviewUntil);
    }
}

/// @dev Sequences of a seat's reviews.
contract Sequences {
    struct Submission {
        uint32 sequence;
    }

    //@ guard contracts/round/RoundReviews.sol _checkSequence Round_AlreadySubmitted (Submission memory submission, uint8 sequence)
    //@ guard contracts/round/RoundReviews.sol _checkSequence Round_WrongSequence (Submission memory submission, uint8 sequence)

    uint8 internal sequence_;
    uint8 internal reviews;

    function submit(uint32 number) external {
        Submission memory submission = Submission(number);
        require(!refuses__checkSequence_Round_AlreadySubmitted(submission, sequence_));
        require(!refuses__checkSequence_Round_WrongSequence(submission, sequence_));
        sequence_ = uint8(number);
        reviews += 1;
    }

    /// O3: a seat reviews once and revises once at most
    function twice() external view {
        assert(reviews <= 2);
    }

    /// O3: and its sequence counts them
    function counted() external view {
        assert(reviews == sequence_);
    }
}
