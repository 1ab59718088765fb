/** The polynomial of CRC-32 (RFC 1952), reflected: the highest bit stands for x^0. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;

/** Product of two polynomials modulo that of CRC-32. */
function multiply(left: number, right: number): number {
  let product = 0;
  for (let bit = ONE, shifted = right; bit !== 0; bit >>>= 1) {
    if ((left & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}

/** x^(2^n) for n from 0 to 31, from which every other power is made. */
const SQUARES: readonly number[] = Array.from({ length: 31 }).reduce<number[]>(
  (squares) => [...squares, multiply(squares.at(-1) ?? ONE, squares.at(-1) ?? ONE)],
  [ONE >>> 1],
);

/** What a checksum is multiplied with when `lengthBytes` follow the bytes that it is of: x^(8 * length). */
export function crc32Shift(lengthBytes: number): number {
  let power = ONE;
  for (let bits = lengthBytes, square = 3; bits > 0; bits >>>= 1, square += 1) {
    if ((bits & 1) !== 0) power = multiply(SQUARES[square & 31] ?? ONE, power);
  }
  return power;
}

/** CRC-32 of two texts, one after the other, from the CRC-32 of each and the shift of the second. */
export function joinCrc32(first: number, second: number, shiftOfSecond: number): number {
  return (multiply(shiftOfSecond, first) ^ second) >>> 0;
}
