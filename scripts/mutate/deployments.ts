import { DEPLOYED } from "./targets.ts";

// Fixtures deploy contracts by name (test/contracts/support/Deployments.sol), some tests by `new`, which puts the contract's
// code into the test's own: to try a mutant, these would be compiled again. So each `new X(...)` becomes a deployment by name, and only the mutant is compiled (1 s).
const HELPER = "test/contracts/support/DeployedByName.sol";

/** The source of the helper that `byName` imports. */
export const helper: readonly [name: string, text: string] = [
  HELPER,
  `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface CodeOf {
    function getCode(string calldata name) external view returns (bytes memory);
}

function deployedByName(string memory name, bytes memory args) returns (address at) {
    bytes memory code = bytes.concat(
        CodeOf(address(uint160(uint256(keccak256("hevm cheat code"))))).getCode(name), args
    );
    assembly ("memory-safe") {
        at := create(0, add(code, 32), mload(code))
        if iszero(at) {
            let free := mload(64)
            returndatacopy(free, 0, returndatasize())
            revert(free, returndatasize())
        }
    }
}
`,
];

/** A test's source with its deployments by name. */
export function byName(file: string, text: string): string {
  let changed = text;
  let from = 0;
  for (;;) {
    const rest = changed.slice(from);
    const found = /\bnew\s+([A-Z]\w*)\s*\(/.exec(rest);
    if (found === null) break;
    const at = from + found.index;
    const name = found[1] ?? "";
    const open = at + found[0].length;
    const source = DEPLOYED[name];
    if (source === undefined) {
      from = open;
      continue;
    }
    const close = closing(changed, open);
    const args = changed.slice(open, close).trim();
    const call = `${name}(deployedByName("${source}:${name}", ${args === "" ? '""' : `abi.encode(${args})`}))`;
    changed = changed.slice(0, at) + call + changed.slice(close + 1);
    from = at + name.length;
  }
  if (changed === text) return text;
  const up = "../".repeat(file.split("/").length - 1);
  return changed.replace(/^(pragma [^;]+;)$/m, `$1\nimport {deployedByName} from "${up}${HELPER}";`);
}

/** Index of the parenthesis that closes what was opened before `from`. Tests write none inside strings there. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; ++i) {
    if (text[i] === "(") ++depth;
    else if (text[i] === ")" && --depth === 0) return i;
  }
  return text.length;
}
