import { didYouMean } from '../nearest.ts'
import type { Pin } from './block-kind.ts'
import { loopsOf } from './loops.ts'
import { type LogicWire, type Part, terminalKey, type WireEnd } from './net.ts'
import { mayFeed, type ValueType } from './value.ts'

export type WireFaultCode =
  | 'NOT_FOUND' // it begins or ends where nothing is
  | 'WIRE_TYPE' // what goes over it does not fit the input
  | 'INPUT_TAKEN' // several wires say a number or a text
  | 'LOGIC_LOOP' // it closes a circle

export interface WireFault {
  /** Place of the wire in the list. */
  readonly wire: number
  readonly end: 'from' | 'to'
  readonly code: WireFaultCode
  readonly message: string
}

/**
 * Everything that is wrong with the wires between parts. Nothing is said of an end whose part is not there: whoever has the names says
 * that. Of a wire without both ends nothing else is said, and it takes no input from others. Of a circle every way round is told once, at the wire that closes it (P-231).
 */
export function wireFaults(parts: ReadonlyMap<string, Part>, wires: readonly LogicWire[]): WireFault[] {
  const taken = new Map<string, LogicWire>()
  const faults = wires.flatMap((wire, index): WireFault[] => {
    const ends = endsOf(parts, wire)
    const found =
      ends === undefined
        ? [...missingPin(parts, wire.from, 'from'), ...missingPin(parts, wire.to, 'to')]
        : [...typeFault(parts, wire, ends), ...takenFault(parts, wire, taken)]
    return found.map((fault) => ({ wire: index, ...fault }))
  })
  return [...faults, ...loopFaults(parts, wires)]
}

type Fault = Omit<WireFault, 'wire'>

const SIDES = { from: 'outputs', to: 'inputs' } as const

function* missingPin(parts: ReadonlyMap<string, Part>, end: WireEnd, side: 'from' | 'to'): Iterable<Fault> {
  const part = parts.get(end.control)
  if (part === undefined) return
  const names = part[SIDES[side]].map(({ name }) => name)
  if (names.includes(end.terminal)) return
  const what = `"${part.name}" has no ${side === 'from' ? 'output' : 'input'} "${end.terminal}".`
  yield { end: side, code: 'NOT_FOUND', message: what + didYouMean(end.terminal, names) }
}

interface Ends {
  readonly output: Pin<ValueType>
  readonly input: Pin
}

function endsOf(parts: ReadonlyMap<string, Part>, { from, to }: LogicWire): Ends | undefined {
  const output = outputOf(parts, from)
  const input = parts.get(to.control)?.inputs.find(({ name }) => name === to.terminal)
  return output && input && { output, input }
}

function outputOf(parts: ReadonlyMap<string, Part>, { control, terminal }: WireEnd): Pin<ValueType> | undefined {
  return parts.get(control)?.outputs.find(({ name }) => name === terminal)
}

function* typeFault(parts: ReadonlyMap<string, Part>, { from, to }: LogicWire, ends: Ends): Iterable<Fault> {
  const { output, input } = ends
  if (mayFeed(output.type, input.type)) return
  const message = `${nameOf(parts, from)} is ${output.type} and ${nameOf(parts, to)} takes ${input.type} only.`
  yield { end: 'to', code: 'WIRE_TYPE', message }
}

function* takenFault(
  parts: ReadonlyMap<string, Part>,
  wire: LogicWire,
  taken: Map<string, LogicWire>,
): Iterable<Fault> {
  const key = terminalKey(wire.to)
  const other = taken.get(key)
  taken.set(key, other ?? wire)
  if (other === undefined) return
  if ([wire, other].every(({ from }) => outputOf(parts, from)?.type === 'digital')) return
  const names = `${nameOf(parts, wire.to)} is at what ${nameOf(parts, other.from)} says`
  yield { end: 'to', code: 'INPUT_TAKEN', message: `${names}; only digital outputs may share an input.` }
}

function loopFaults(parts: ReadonlyMap<string, Part>, wires: readonly LogicWire[]): WireFault[] {
  const places = new Map(wires.map((wire, index) => [wire, index]))
  const through = wires.filter(({ from, to }) => parts.has(from.control) && isThrough(parts.get(to.control)))
  return loopsOf(through).map((loop) => {
    const way = shortened(loop, ({ from, to }) => `${nameOf(parts, from)} > ${nameOf(parts, to)}`)
    const message = `Wires go round in a circle: ${way.join(', ')}. Take one of them out.`
    return { wire: places.get(loop.at(-1) as LogicWire) ?? 0, end: 'to', code: 'LOGIC_LOOP', message }
  })
}

/** Wires that are named of a circle at most: its first and its last ones. */
const NAMED_MAX = 12

function shortened(loop: readonly LogicWire[], textOf: (wire: LogicWire) => string): string[] {
  if (loop.length <= NAMED_MAX) return loop.map(textOf)
  const [first, last] = [loop.slice(0, NAMED_MAX / 2), loop.slice(-NAMED_MAX / 2)]
  return [...first.map(textOf), `and ${loop.length - NAMED_MAX} more`, ...last.map(textOf)]
}

function isThrough(part: Part | undefined): boolean {
  return part !== undefined && part.isEnd !== true
}

function nameOf(parts: ReadonlyMap<string, Part>, { control, terminal }: WireEnd): string {
  return `${parts.get(control)?.name ?? control}.${terminal}`
}
