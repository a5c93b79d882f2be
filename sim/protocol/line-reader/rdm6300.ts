const STX = '\u0002'
const ETX = '\u0003'
/** Ten hex digits of version and number, two of their checksum. */
const FRAME = /^(?<data>[0-9A-F]{10})(?<checksum>[0-9A-F]{2})$/i

/**
 * The five bytes of an RDM6300's frame, version first; undefined where it is none, or its checksum (the bytes' XOR) is wrong. STX
 * and ETX around it may have gone with the line's end.
 */
export function rdm6300Number(text: string): readonly number[] | undefined {
  const bare = text.slice(text.startsWith(STX) ? 1 : 0, text.endsWith(ETX) ? -1 : undefined)
  const { data = '', checksum = '' } = FRAME.exec(bare)?.groups ?? {}
  if (data === '') return undefined
  const bytes = (data.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))
  return bytes.reduce((sum, byte) => sum ^ byte, 0) === Number.parseInt(checksum, 16) ? bytes : undefined
}
