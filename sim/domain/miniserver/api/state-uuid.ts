import type { Uuid } from '../../program/names.ts'

/**
 * The uuid under which a control's state is shown and its changes are sent: always the same for the same control and name.
 *
 * As on hardware, jLocked's is the control's own with the top bit set (docs/miniserver-protocol.md §2.2); the others keep the
 * owner's last 16 digits and differ in the first eight.
 *
 * @param owner uuid of a control in its 8-4-4-16 form
 */
export function stateUuid(owner: Uuid, name: string): Uuid {
  const mask = name === 'jLocked' ? 0x8000_0000 : fnv1a(name)
  const first = (Number.parseInt(owner.slice(0, 8), 16) ^ mask) >>> 0
  return first.toString(16).padStart(8, '0') + owner.slice(8)
}

/** FNV-1a over the name's ASCII, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193) >>> 0
  }
  return hash
}
