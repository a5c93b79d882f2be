import { controlValue } from '../miniserver/control-value.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import type { SharedIo } from './shared.ts'
import type { Standing } from './state.ts'
import { type IoValue, isIo, restingValue } from './value.ts'

/** An input, output or reference of a unit, for people. */
export interface IoStatus extends SharedIo {
  readonly at: IoValue
  /** Of a reference: the unit that has it, its uuid there, and whether that lets this one use it; `waiting` until that was asked. */
  readonly reference?: { readonly host: Serial; readonly io: string; readonly standing: Standing | 'waiting' }
  /** Of an own output: the member that set it last. */
  readonly setBy?: Serial
}

/** All of them, in the order of the program. */
export function ioStatus(state: MiniserverState): IoStatus[] {
  return [...state.program.controls.values()].filter(isIo).map((control): IoStatus => {
    const { uuid, name, direction, value, description } = control
    const setBy = state.io.writers.get(uuid)
    const shown = {
      ...{ uuid, name, direction, value, ...(description !== undefined && { description }) },
      at: controlValue(state, control) ?? restingValue(control),
    }
    if (control.kind === 'trusted-io') return { ...shown, ...(setBy !== undefined && { setBy }) }
    const standing = state.io.standing.get(uuid) ?? 'waiting'
    return { ...shown, reference: { host: control.host, io: control.io, standing } }
  })
}
