// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRubricRegistry} from "../interfaces/IRubricRegistry.sol";
import {Authorized} from "../libraries/Authorized.sol";
import {Authorization, Purposes} from "../types/Types.sol";
import {RubricHeaderCheck} from "./RubricHeaderCheck.sol";

/// @title Rubrics with the rule parameters that contracts need
/// @notice See IRubricRegistry. Facts only, no owner. Which rubrics a network uses, its directory lists.
contract RubricRegistry is IRubricRegistry, Authorized {
    struct Rubric {
        uint256[2] header;
        uint32 publisher;
    }

    bytes32 internal constant PUBLISH_RUBRIC =
        keccak256("PublishRubric(uint32 publisher,bytes32 digest,uint256[2] header,uint40 deadline)");

    IInstitutionRegistry public immutable institutions;

    mapping(bytes32 rubric => Rubric) internal _rubrics;

    constructor(address verifier_, IInstitutionRegistry institutions_) Authorized(verifier_) {
        institutions = institutions_;
    }

    /// @inheritdoc IRubricRegistry
    function publishRubric(
        uint32 publisher_,
        bytes32 digest,
        uint256[2] calldata header_,
        Authorization calldata authorization
    ) external returns (bytes32 rubric) {
        bytes32 headerHash = keccak256(abi.encodePacked(header_));
        bytes32 structHash =
            keccak256(abi.encode(PUBLISH_RUBRIC, publisher_, digest, headerHash, authorization.deadline));
        institutions.requireAuthorised(publisher_, _authorise(structHash, authorization), Purposes.PUBLISH);
        RubricHeaderCheck.requireValid(header_);
        rubric = keccak256(abi.encode(publisher_, digest, header_));
        if (_rubrics[rubric].publisher != 0) revert Rubric_Taken(rubric);

        _rubrics[rubric] = Rubric({header: header_, publisher: publisher_});
        emit RubricPublished(rubric, publisher_, digest, header_);
    }

    /// @inheritdoc IRubricRegistry
    function header(bytes32 rubric) external view returns (uint256[2] memory words) {
        words = _rubrics[rubric].header;
        // Every valid header has a number of criteria in its second word.
        if (words[1] == 0) revert Rubric_Unknown(rubric);
    }

    /// @inheritdoc IRubricRegistry
    function publisher(bytes32 rubric) external view returns (uint32) {
        return _rubrics[rubric].publisher;
    }
}
