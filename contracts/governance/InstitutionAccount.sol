// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {IInstitutionAccount} from "../interfaces/IInstitutionAccount.sol";
import {Signers} from "../libraries/Signers.sol";

/// @title An account that an institution holds by passkeys
/// @notice See IInstitutionAccount. OpenZeppelin's MultiSignerERC7913 keeps passkeys and threshold: several people of an
/// office, one lost device locks nobody out.
contract InstitutionAccount is IInstitutionAccount, EIP712, MultiSignerERC7913 {
    bytes32 private constant EXECUTE_TYPEHASH =
        keccak256("Execute(address target,uint256 value,bytes data,uint256 nonce,uint40 deadline)");
    bytes32 private constant APPROVE_TYPEHASH = keccak256("Approve(bytes32 hash)");
    bytes4 private constant REFUSED = 0xffffffff;

    /// @inheritdoc IInstitutionAccount
    address public immutable verifier;

    /// @inheritdoc IInstitutionAccount
    uint256 public nonce;

    /// @param verifier_ The network's WebAuthn verifier. @param signers Passkeys, 84 bytes each.
    /// @param threshold_ How many of them must sign.
    constructor(address verifier_, bytes[] memory signers, uint64 threshold_)
        EIP712("Peerseal", "1")
        MultiSignerERC7913(signers, threshold_)
    {
        verifier = verifier_;
        _requirePasskeys(signers, verifier_);
    }

    /// @notice Takes money, for acts that send some.
    receive() external payable {}

    /// @inheritdoc IInstitutionAccount
    function execute(
        address target,
        uint256 value,
        bytes calldata data,
        uint256 nonce_,
        uint40 deadline,
        bytes calldata signature
    ) external payable returns (bytes memory) {
        if (block.timestamp > deadline) revert Account_Expired(deadline, block.timestamp);
        if (nonce_ != nonce) revert Account_WrongNonce(nonce, nonce_);
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(EXECUTE_TYPEHASH, target, value, keccak256(data), nonce_, deadline))
        );
        if (!_rawSignatureValidation(digest, signature)) revert Account_InvalidSignature(digest);
        nonce = nonce_ + 1;
        emit Executed(nonce_, target, value, data);
        (bool success, bytes memory result) = target.call{value: value}(data);
        return Address.verifyCallResult(success, result);
    }

    /// @inheritdoc IInstitutionAccount
    function addSigners(bytes[] calldata signers) external {
        _requireSelf();
        _requirePasskeys(signers, verifier);
        _addSigners(signers);
    }

    /// @inheritdoc IInstitutionAccount
    function removeSigners(bytes[] calldata signers) external {
        _requireSelf();
        _removeSigners(signers);
    }

    /// @inheritdoc IInstitutionAccount
    function setThreshold(uint64 threshold_) external {
        _requireSelf();
        _setThreshold(threshold_);
    }

    /// @inheritdoc IInstitutionAccount
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(APPROVE_TYPEHASH, hash)));
        return _rawSignatureValidation(digest, signature) ? IERC1271.isValidSignature.selector : REFUSED;
    }

    function _requireSelf() private view {
        if (msg.sender != address(this)) revert Account_NotSelf(msg.sender);
    }

    function _requirePasskeys(bytes[] memory signers, address verifier_) private pure {
        for (uint256 i = 0; i < signers.length; ++i) {
            bytes memory signer = signers[i];
            if (signer.length != Signers.PASSKEY_LENGTH || address(bytes20(signer)) != verifier_) {
                revert Account_NotPasskey(signer, verifier_);
            }
        }
    }
}
