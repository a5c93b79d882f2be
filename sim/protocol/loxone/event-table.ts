import type { ApiStateChange } from '../../domain/miniserver/effect.ts'
import type { Uuid } from '../../domain/program/names.ts'

const UUID_BYTES = 16

/** Value states as one table: 24 bytes each, uuid and number (docs/miniserver-protocol.md §1.7). */
export function valueTable(changes: readonly (ApiStateChange & { readonly value: number })[]): Buffer {
  const table = Buffer.alloc(changes.length * (UUID_BYTES + 8))
  for (const [index, { uuid, value }] of changes.entries()) {
    const offset = index * (UUID_BYTES + 8)
    writeUuid(table, offset, uuid)
    table.writeDoubleLE(value, offset + UUID_BYTES)
  }
  return table
}

/** Text states as one table: uuid, uuid of an icon (none), length in bytes, UTF-8, filled up to four bytes. */
export function textTable(changes: readonly (ApiStateChange & { readonly value: string })[]): Buffer {
  return Buffer.concat(
    changes.map(({ uuid, value }) => {
      const text = Buffer.from(value, 'utf8')
      const entry = Buffer.alloc(2 * UUID_BYTES + 4 + Math.ceil(text.length / 4) * 4)
      writeUuid(entry, 0, uuid)
      entry.writeUInt32LE(text.length, 2 * UUID_BYTES)
      text.copy(entry, 2 * UUID_BYTES + 4)
      return entry
    }),
  )
}

/** A uuid's first three numbers are little endian, its last eight bytes are as written. */
function writeUuid(target: Buffer, offset: number, uuid: Uuid): void {
  const hex = uuid.replaceAll('-', '')
  target.writeUInt32LE(Number.parseInt(hex.slice(0, 8), 16), offset)
  target.writeUInt16LE(Number.parseInt(hex.slice(8, 12), 16), offset + 4)
  target.writeUInt16LE(Number.parseInt(hex.slice(12, 16), 16), offset + 6)
  target.write(hex.slice(16), offset + 8, 'hex')
}
