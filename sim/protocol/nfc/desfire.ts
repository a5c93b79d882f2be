/**
 * Asks a DESFire for its version: the native command 60 in an ISO 7816 command, which such a card answers to anybody who asks.
 */
export const GET_VERSION: readonly number[] = [0x90, 0x60, 0x00, 0x00, 0x00]

/** Seven bytes of the hardware's version, and the status word. */
export const VERSION_REPLY_LENGTH_MAX = 9

/** More is to come, as there always is after the first part of a version. */
const STATUS = [0x91, 0xaf]
const NXP = 0x04
/** The low half of the type in a version; the high half says whether it is a card, a phone, a wearable … */
const TYPES: ReadonlyMap<number, string> = new Map([
  [0x1, 'DESFire'],
  [0x8, 'DESFire Light'],
])
/** By the hardware's major version. Others are later ones, or nobody's. */
const GENERATIONS: ReadonlyMap<number, string> = new Map([
  [0x01, ' EV1'],
  [0x12, ' EV2'],
  [0x33, ' EV3'],
])

/**
 * Whether a card may be a DESFire, by the ATR that its reader makes for it (PC/SC part 3): `3B 8n 80 01`, then what an ISO 14443-4
 * card says of itself. For storage cards that have a UID and no commands, that begins with 80 4F.
 */
export function isSmartCard(atr: Uint8Array): boolean {
  const [first, count = 0, second, third, ...rest] = atr
  const isContactless = first === 0x3b && count >> 4 === 0x8 && second === 0x80 && third === 0x01
  return isContactless && !(rest[0] === 0x80 && rest[1] === 0x4f)
}

/** `DESFire EV2`, by what a card answered to `GET_VERSION`; undefined for every other card. */
export function desfireName(reply: Uint8Array): string | undefined {
  const [vendor, type = 0, , major = 0] = reply
  const isVersion =
    reply.length === VERSION_REPLY_LENGTH_MAX && STATUS.every((byte, index) => reply[7 + index] === byte)
  if (!isVersion || vendor !== NXP) return undefined
  const name = TYPES.get(type & 0xf)
  return name === 'DESFire' ? `${name}${GENERATIONS.get(major) ?? ''}` : name
}
