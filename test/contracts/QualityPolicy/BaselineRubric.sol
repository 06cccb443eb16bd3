// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Header of the default rubric, "QA Baseline 1.0"
library BaselineRubric {
    uint256 internal constant N1 = 0;
    uint256 internal constant N2 = 1;
    uint256 internal constant D1 = 2;
    uint256 internal constant D2 = 3;
    uint256 internal constant D3 = 4;
    uint256 internal constant C1 = 5;
    uint256 internal constant C2 = 6;
    uint256 internal constant A1 = 7;
    uint256 internal constant A2 = 8;
    uint256 internal constant L1 = 9;
    uint256 internal constant CRITERIA = 17;

    uint256 internal constant ALL = (1 << CRITERIA) - 1;
    uint256 internal constant ESSENTIAL = 1 << N1 | 1 << D1 | 1 << D2 | 1 << D3 | 1 << C1 | 1 << A1 | 1 << L1;
    uint256 internal constant RAPID = 1 << N1 | 1 << D1 | 1 << C1 | 1 << A1 | 1 << L1;
    uint32 internal constant LONGEST = 3 * 365 days;
    uint32 internal constant LONGEST_RAPID = 180 days;
    uint32 internal constant RAPID_PERIOD = 72 hours;

    /// @notice Everyone rates all but learners C1; practitioners must rate A1; 3 seats of 2 institutions, of them 2
    /// subject experts and 1 learner; 2 of 2 on the rapid route; 2 ratings a criterion; 3 partial essentials; 50 and
    /// 75 percent.
    function header() internal pure returns (uint256[2] memory words) {
        words[0] = ALL | ALL << 32 | ALL << 64 | (ALL & ~(uint256(1) << C1)) << 96 | ALL << 128 | ESSENTIAL << 160
            | RAPID << 192 | (uint256(1) << A1) << 224;
        words[1] = CRITERIA | 3 << 8 | 2 << 16 | 2 << 24 | 1 << 48 | 2 << 64 | 2 << 72 | 2 << 80 | 3 << 88 | 50 << 96
            | 75 << 104 | uint256(LONGEST) << 112 | uint256(LONGEST_RAPID) << 144 | uint256(RAPID_PERIOD) << 176;
    }

    /// @notice A rating word that gives every criterion one level, 0 to 3.
    function ratings(uint256 level) internal pure returns (uint256 word) {
        for (uint256 i = 0; i < CRITERIA; ++i) {
            word |= (level + 1) << (4 * i);
        }
    }

    /// @notice The word with one criterion at another level.
    function with(uint256 word, uint256 criterion, uint256 level) internal pure returns (uint256) {
        return without(word, criterion) | ((level + 1) << (4 * criterion));
    }

    /// @notice The word with one criterion not rated.
    function without(uint256 word, uint256 criterion) internal pure returns (uint256) {
        return word & ~(uint256(15) << (4 * criterion));
    }
}
