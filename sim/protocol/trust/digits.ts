/*
 * Texts of digits, looked at character by character: each user of a page has several hundred of them, and a regular expression
 * takes several times as long.
 */

/** Hex digits by their character codes. */
export const HEX_SMALL = classOf('0123456789abcdef')
export const HEX_CAPITALS = classOf('0123456789ABCDEF')
export const HEX = classOf('0123456789abcdefABCDEF')

/** Whether a text has nothing but these, and at least one. */
export function isAllOf(text: string, members: Uint8Array): boolean {
  for (let at = 0; at < text.length; at++) if (members[text.charCodeAt(at)] !== 1) return false
  return text !== ''
}

const UUID_LENGTH = 35
const HYPHEN = 45

/** Small hex digits in groups of 8, 4, 4 and 16. */
export function isUuid(text: string): boolean {
  if (text.length !== UUID_LENGTH) return false
  for (let at = 0; at < UUID_LENGTH; at++) {
    const code = text.charCodeAt(at)
    if (at === 8 || at === 13 || at === 18 ? code !== HYPHEN : HEX_SMALL[code] !== 1) return false
  }
  return true
}

function classOf(characters: string): Uint8Array {
  const members = new Uint8Array(128)
  for (const character of characters) members[character.charCodeAt(0)] = 1
  return members
}
