import { terminalKey } from '../../logic/net.ts'
import { INITIAL, valueText } from '../../logic/value.ts'
import type { MiniserverState } from '../state.ts'
import { netOf } from './net-of.ts'

/** What an output of a block of logic is at, or a control that something is wired to, and why. */
export interface LogicStatus {
  readonly name: string
  /** Kind of the block or control. */
  readonly kind: string
  /** `O` of a control is what it is at itself. */
  readonly output: string
  /** `on`, `off`, `12`, `"Anna"`. */
  readonly value: string
  /** Steps that led to it, the nearest last; none where it never was at anything else since the start. */
  readonly because: readonly string[]
  /** The event that it began with. */
  readonly causedBy?: string
}

/** In the order of evaluation: causes before what they lead to. */
export function logicStatus({ program, logic }: MiniserverState): LogicStatus[] {
  const net = netOf(program)
  return net.order.flatMap((id) => {
    const part = net.parts.get(id)
    const kind = program.logic.get(id)?.kind
    if (part === undefined) return []
    if (kind !== undefined)
      return part.outputs.map((pin) => statusOf(logic, { id, name: part.name, kind, ...pinOf(pin) }))
    const control = program.controls.get(id)
    const fed = net.wired.get(id)?.find(({ pin }) => pin === 'I')
    if (control === undefined || fed === undefined) return []
    const type = fed.type === 'any' ? 'digital' : fed.type
    return [statusOf(logic, { id, name: part.name, kind: control.kind, output: 'O', type })]
  })
}

function pinOf({ name, type }: { readonly name: string; readonly type: keyof typeof INITIAL }) {
  return { output: name, type }
}

interface Asked {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly output: string
  readonly type: keyof typeof INITIAL
}

function statusOf({ values, why }: MiniserverState['logic'], { id, name, kind, output, type }: Asked): LogicStatus {
  const key = terminalKey({ control: id, terminal: output })
  const { way = [], causedBy } = why.get(key) ?? {}
  const value = valueText(values.get(key) ?? INITIAL[type])
  return { name, kind, output, value, because: way, ...(causedBy !== undefined && { causedBy }) }
}
