/** Whether the row that begins at `offset`, in words of 32 bits, has a bit. */
export function hasBit(bits: Uint32Array, offset: number, bit: number): boolean {
  return (((bits[offset + (bit >>> 5)] ?? 0) >>> (bit & 31)) & 1) === 1
}

export function setBit(bits: Uint32Array, offset: number, bit: number): void {
  const word = offset + (bit >>> 5)
  bits[word] = (bits[word] ?? 0) | (1 << (bit & 31))
}

/** Adds the bits of a row of so many words to those of another. */
export function addRow(bits: Uint32Array, offset: number, from: Uint32Array, fromOffset: number, words: number): void {
  for (let word = 0; word < words; word++) {
    bits[offset + word] = (bits[offset + word] ?? 0) | (from[fromOffset + word] ?? 0)
  }
}
