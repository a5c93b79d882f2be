import type { Uuid } from '../../sim/domain/program/names.ts'

const UUID_BYTES = 16

/** Value states as a table says them: uuid and number (docs/miniserver-protocol.md §1.7). */
export function readValueTable(table: Buffer): [Uuid, number][] {
  const size = UUID_BYTES + 8
  return Array.from({ length: Math.floor(table.length / size) }, (_, index) => [
    uuidAt(table, index * size),
    table.readDoubleLE(index * size + UUID_BYTES),
  ])
}

/** Text states as a table says them: uuid, an icon's uuid, length, text, filled up to four bytes. */
export function readTextTable(table: Buffer): [Uuid, string][] {
  const states: [Uuid, string][] = []
  for (let offset = 0; offset + 2 * UUID_BYTES + 4 <= table.length; ) {
    const length = table.readUInt32LE(offset + 2 * UUID_BYTES)
    const start = offset + 2 * UUID_BYTES + 4
    states.push([uuidAt(table, offset), table.toString('utf8', start, start + length)])
    offset = start + Math.ceil(length / 4) * 4
  }
  return states
}

/** The first three numbers of a uuid are little endian, its last eight bytes are as written. */
function uuidAt(table: Buffer, offset: number): Uuid {
  const numbers = [hex(table.readUInt32LE(offset), 8), hex(table.readUInt16LE(offset + 4), 4)]
  return [...numbers, hex(table.readUInt16LE(offset + 6), 4), table.toString('hex', offset + 8, offset + 16)].join('-')
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
