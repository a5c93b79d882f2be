const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64, padded, of bytes written as hex: what `Env.random` gives, as key files spell it. */
export function base64OfHex(hex: string): string {
  const bytes = Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  )
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.slice(index, index + 3)
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    const letters = [bits >> 18, (bits >> 12) & 63, (bits >> 6) & 63, bits & 63].map((six) => ALPHABET[six])
    text += `${letters[0]}${letters[1]}${second === undefined ? '=' : letters[2]}${third === undefined ? '=' : letters[3]}`
  }
  return text
}

/** Whether text is base64url as an encoder writes it: no padding, no stray letters, no bits that say nothing. */
export function isBase64Url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return false
  const unusedBits = [0, 0, 4, 2][text.length % 4] ?? 0
  const last = ALPHABET.indexOf(text.slice(-1).replace('-', '+').replace('_', '/'))
  return last % 2 ** unusedBits === 0
}
