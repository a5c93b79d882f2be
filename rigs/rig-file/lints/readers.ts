import { type DecidingBlock, isDeciding } from '../../../sim/domain/miniserver/block.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import type { Program, User } from '../../../sim/domain/program/program.ts'

type Door = DecidingBlock
type Borne = 'tags' | 'ibuttons' | 'externalIds' | 'codeDigest'

/** What each kind of reader takes. */
const TAKES = {
  keypad: ['tags', 'codeDigest'],
  ibuttonReader: ['ibuttons'],
  externalReader: ['externalIds'],
} as const satisfies Readonly<Record<string, readonly Borne[]>>

/** What the reader of a block takes. */
function takenAt(door: Door): readonly Borne[] {
  if (door.kind === 'authentication-nfc-code-touch') return TAKES.keypad
  return door.extension === undefined ? TAKES.externalReader : TAKES.ibuttonReader
}

export function doorsOf({ controls }: Program): Door[] {
  return [...controls.values()].filter(isDeciding)
}

export function doorKey({ uuid }: Door): ObjectKey {
  return `access:${uuid}`
}

/** Whether somebody bears anything that this door's reader takes. */
export function isBornFor(door: Door, user: User): boolean {
  return takenAt(door).some((key) => hasBorne(user, key))
}

/** Whether some door of a program takes this. */
export function isTaken(program: Program, key: Borne): boolean {
  return doorsOf(program).some((door) => takenAt(door).includes(key))
}

/** Whether somebody bears anything that some reader takes. */
export function bearsAnything(user: User): boolean {
  return Object.values(TAKES)
    .flat()
    .some((key) => hasBorne(user, key))
}

function hasBorne(user: User, key: Borne): boolean {
  const borne = user[key]
  return borne !== undefined && borne.length > 0
}
