import { RigError } from '../errors.ts'
import type { Change } from './change.ts'
import type { Uuid } from './names.ts'
import type { Control, Program } from './program.ts'

/** What of a control the App may change (R89). `undefined` takes its room or category away. */
export interface ControlChange {
  readonly name?: string
  readonly room?: Uuid | undefined
  readonly category?: Uuid | undefined
}

/** R89: a control is renamed, or put into another room or category. Its uuid and what it does stay. */
export function editControl(program: Program, uuid: Uuid, change: ControlChange): Change[] {
  const control = program.controls.get(uuid)
  if (control === undefined) throw new RigError('NOT_FOUND', `There is no control ${uuid}.`)
  const fields = Object.entries({ ...control, ...change }).filter(([, value]) => value !== undefined)
  const edited = Object.fromEntries(fields) as unknown as Control
  checkName(program, edited)
  if (edited.room !== undefined && !program.rooms.has(edited.room)) {
    throw new RigError('NOT_FOUND', `There is no room ${edited.room}.`)
  }
  if (edited.category !== undefined && !program.categories.has(edited.category)) {
    throw new RigError('NOT_FOUND', `There is no category ${edited.category}.`)
  }
  return [{ map: 'controls', key: uuid, entry: edited }]
}

/** Commands may name a control instead of giving its uuid, so two must not bear one name (P-111). */
function checkName(program: Program, { uuid, name }: Control): void {
  if (name.trim() === '') throw new RigError('INVALID', 'A control needs a name.')
  for (const other of [...program.controls.values(), ...program.logic.values()]) {
    if (other.uuid === uuid || other.name.toLowerCase() !== name.toLowerCase()) continue
    throw new RigError('NAME_TAKEN', `There is a control "${other.name}" already.`)
  }
}
