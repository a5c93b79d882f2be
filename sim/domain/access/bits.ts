/** Whether the row that begins at `offset`, in words of 32 bits, has a bit. */
export function hasBit(bits: Uint32Array, offset: number, bit: number): boolean {
  return (((bits[offset + (bit >>> 5)] ?? 0) >>> (bit & 31)) & 1) === 1
}

export function setBit(bits: Uint32Array, offset: number, bit: number): void {
  const word = offset + (bit >>> 5)
  bits[word] = (bits[word] ?? 0) | (1 << (bit & 31))
}
