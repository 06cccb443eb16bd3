// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization} from "../types/Types.sol";
import {IAuthorized} from "./IAuthorized.sol";

/// @title Rubrics with the rule parameters that contracts need
/// @notice Rubric id = keccak256(abi.encode(uint32 publisher, bytes32 digest, uint256[2] header)). Immutable.
/// @dev Header, counted from the least significant bit.
/// Word 0: rating masks (criterion i at bit i) of the roles SubjectExpert, Education, Practitioner, Learner, Chair at
/// bits 0, 32, 64, 96, 128; essential mask at 160; rapid mask at 192; mask that practitioners must rate at 224.
/// Word 1, bytes from the lowest: 0 criteria (1-32); 1 seats at least; 2 institutions at least; 3-7 seats at least for
/// each role in order; 8 seats at least on the rapid route; 9 institutions at least there; 10 ratings a criterion
/// needs; 11 number of essentials at level 1 from which on `not-met`; 12 and 13 percentages of the other criteria at
/// level 2 or more below which `not-met` and `conditional`; 14-17 longest validity, 18-21 longest validity of a rapid
/// outcome, 22-25 longest time from opening to the review deadline on the rapid route, each uint32 seconds; 26-31 zero.
interface IRubricRegistry is IAuthorized {
    event RubricPublished(bytes32 indexed rubric, uint32 indexed publisher, bytes32 digest, uint256[2] header);

    error Rubric_Taken(bytes32 rubric);
    error Rubric_Unknown(bytes32 rubric);
    /// @notice The header contradicts itself: 0 criteria count, 1 a mask beyond the criteria, 2 quorum, 3 thresholds,
    /// 4 periods, 5 reserved bits.
    error Rubric_InvalidHeader(uint8 fault);

    /// @notice Publishes a rubric. By a PUBLISH key of `publisher`.
    /// EIP-712: `PublishRubric(uint32 publisher,bytes32 digest,uint256[2] header,uint40 deadline)`.
    function publishRubric(
        uint32 publisher,
        bytes32 digest,
        uint256[2] calldata header,
        Authorization calldata authorization
    ) external returns (bytes32 rubric);

    /// @notice Header of a rubric. Reverts `Rubric_Unknown`.
    function header(bytes32 rubric) external view returns (uint256[2] memory);

    /// @notice Publisher of a rubric; 0 for an unknown one.
    function publisher(bytes32 rubric) external view returns (uint32);
}
