// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a call costs as a transaction of its own
/// @notice Counts on storage that no earlier step of the same test touched: do the rest in `setUp`.
library Gas {
    uint256 private constant TRANSACTION = 21_000;
    uint256 private constant COLD_ACCOUNT = 2_600;

    /// @return used 21,000, the calldata (4 a zero byte, 16 another) and the execution.
    function ofTransaction(address target, bytes memory data) internal returns (uint256 used) {
        for (uint256 i = 0; i < data.length; ++i) {
            used += data[i] == 0 ? 4 : 16;
        }
        bool success;
        bytes memory answer;
        uint256 before = gasleft();
        (success, answer) = target.call(data);
        used += before - gasleft() + TRANSACTION - COLD_ACCOUNT;
        require(success, string(answer));
    }
}
