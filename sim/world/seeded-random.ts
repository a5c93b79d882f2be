/**
 * A repeatable source of random bytes as lower-case hex: xoshiro128** seeded by splitmix32. For runs, not for secrets:
 * what it makes is the same for everybody who knows the seed.
 */
export function seededRandom(seed: number): (bytes: number) => string {
  const next = xoshiro128(seed)
  return (bytes) => {
    let hex = ''
    for (let index = 0; index < bytes; index += 4) hex += next().toString(16).padStart(8, '0')
    return hex.slice(0, bytes * 2)
  }
}

function xoshiro128(seed: number): () => number {
  let [a, b, c, d] = splitmix32(seed)
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
}

function splitmix32(seed: number): [number, number, number, number] {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  return [next(), next(), next(), next()]
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
