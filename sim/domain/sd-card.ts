/** An SD card on which Loxone Config wrote a new password for `admin` (§3.9). Versions as x.y.z.w. */
export interface SdCard {
  readonly password: string
  /** Version of the Loxone Config that wrote it. */
  readonly config: string
  /** Firmware on the card. */
  readonly firmware: string
}

/** The text that is sealed when a card is put in: bound to the message it belongs to, so that it fits no other. */
export function sdCardText(messageId: string, { password, config, firmware }: SdCard): string {
  return JSON.stringify([messageId, password, config, firmware])
}

/** The reverse; `undefined` for a text of another message, and for none at all. */
export function sdCardOf(messageId: string, text: string | undefined): SdCard | undefined {
  const parts = partsOf(text)
  if (parts.length !== 4 || !parts.every((part) => typeof part === 'string') || parts[0] !== messageId) return undefined
  const [, password = '', config = '', firmware = ''] = parts as string[]
  return { password, config, firmware }
}

function partsOf(text = ''): unknown[] {
  try {
    const parts: unknown = JSON.parse(text)
    return Array.isArray(parts) ? parts : []
  } catch {
    // Sealed by its device all the same, so not a card at all.
    return []
  }
}
