import { type Net, terminalKey } from '../../logic/net.ts'
import { valueText } from '../../logic/value.ts'
import type { OutputChange } from '../../logic/wave.ts'
import type { LogicState, Why } from './state.ts'

/** Steps that are told at most; of a longer way the beginning is left out. */
const WAY_MAX = 8

/** Remembers why an output is at what it is at: by what led to it, as that was then. */
export function noteWhy(logic: LogicState, net: Net, change: OutputChange, causedBy: string | undefined): Why {
  const { part, pin, value, by } = change
  const name = net.parts.get(part)?.name ?? part
  const before = by === undefined ? [] : (logic.why.get(by)?.way ?? [])
  const why: Why = {
    way: [...before, `${name}.${pin} ${valueText(value)}`].slice(-WAY_MAX),
    ...(causedBy !== undefined && { causedBy }),
  }
  logic.why.set(terminalKey({ control: part, terminal: pin }), why)
  return why
}
