/** Bits of the frames that are read, with their two parity bits. */
export const WIEGAND_LENGTHS = [26, 34, 37] as const
export type WiegandLength = (typeof WIEGAND_LENGTHS)[number]

export function isWiegandLength(length: number): length is WiegandLength {
  return WIEGAND_LENGTHS.some((each) => each === length)
}

/**
 * The bytes of a Wiegand frame's number, most significant first, without its parity; undefined where the parity is wrong.
 *
 * The first bit makes the ones of the front half even, the last those of the back half odd. Of the 35 bits of a 37-bit frame the
 * middle one belongs to both halves.
 *
 * @param frame `0` and `1`, of one of `WIEGAND_LENGTHS`
 */
export function wiegandNumber(frame: string): readonly number[] | undefined {
  const half = Math.ceil((frame.length - 2) / 2)
  const isEven = ones(frame.slice(0, 1 + half)) % 2 === 0
  const isOdd = ones(frame.slice(-1 - half)) % 2 === 1
  if (!isEven || !isOdd) return undefined
  const number = frame.slice(1, -1)
  const padded = number.padStart(8 * Math.ceil(number.length / 8), '0')
  return (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
}

function ones(bits: string): number {
  return bits.replaceAll('0', '').length
}
