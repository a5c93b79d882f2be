import type { Values } from './block-kind.ts'
import { type Net, type Part, terminalKey } from './net.ts'
import { INITIAL, joined, type LogicValue } from './value.ts'

/** An output that is at something else than before. */
export interface OutputChange {
  readonly part: string
  readonly pin: string
  readonly value: LogicValue
  /** The output whose change led to this one, by its key; absent of what changed by itself. */
  readonly by?: string
}

/** Outputs that change by themselves, all at once, and parts that are due. */
export interface Impulse {
  readonly changes: readonly Omit<OutputChange, 'by'>[]
  readonly due: Iterable<string>
}

/** Asks a part for its outputs; those that it does not name stay as they are. `by` is the first output that led to it. */
export type StepPart = (part: string, inputs: Values, by: string | undefined) => Values

/**
 * Lets one impulse run through a net. Every part that it concerns is asked once, behind everything that feeds it, so that nothing sees
 * half of what happens at one instant. Ends always, after as many steps as there are parts at most.
 *
 * @param values what outputs are at, by key; changed in place
 * @returns what changed, in order
 */
export function runWave(
  net: Net,
  values: Map<string, LogicValue>,
  { changes, due }: Impulse,
  step: StepPart,
): OutputChange[] {
  const waiting = new Map<string, string | undefined>()
  for (const part of due) if (net.rank.has(part)) waiting.set(part, undefined)
  const asked = new Set<string>()
  const changed: OutputChange[] = []
  const put = (change: OutputChange): void => {
    const key = terminalKey({ control: change.part, terminal: change.pin })
    if ((values.get(key) ?? initialOf(net, change.part, change.pin)) === change.value) return
    values.set(key, change.value)
    changed.push(change)
    for (const follower of net.feeds.get(key) ?? []) {
      if (!asked.has(follower) && !waiting.has(follower)) waiting.set(follower, key)
    }
  }
  for (const change of changes) put(change)
  while (waiting.size > 0) {
    for (const part of partsFrom(net, waiting)) {
      if (waiting.size === 0) break
      if (!waiting.has(part)) continue
      const by = waiting.get(part)
      waiting.delete(part)
      asked.add(part)
      for (const [pin, value] of Object.entries(step(part, inputsOf(net, values, part), by))) {
        put({ part, pin, value, ...(by !== undefined && { by }) })
      }
    }
  }
  return changed
}

/** What the wired inputs of a part are at. */
export function inputsOf(net: Net, values: ReadonlyMap<string, LogicValue>, part: string): Values {
  const inputs: Record<string, LogicValue> = {}
  for (const { pin, type, sources } of net.wired.get(part) ?? []) {
    const value = joined(
      sources.map((key) => values.get(key) ?? initialOfKey(net, key)),
      type,
    )
    if (value !== undefined) inputs[pin] = value
  }
  return inputs
}

/** The parts in their order, from the first that waits. One that a circle puts before it waits for the next time round. */
function* partsFrom({ order, rank }: Net, waiting: ReadonlyMap<string, unknown>): Iterable<string> {
  let place = order.length
  for (const part of waiting.keys()) place = Math.min(place, rank.get(part) ?? place)
  for (; place < order.length; place++) yield order[place] ?? ''
}

function initialOf({ parts }: Net, part: string, pin: string): LogicValue {
  return initialOfPin(parts.get(part), pin)
}

function initialOfKey({ parts }: Net, key: string): LogicValue {
  const dot = key.lastIndexOf('.')
  return initialOfPin(parts.get(key.slice(0, dot)), key.slice(dot + 1))
}

function initialOfPin(part: Part | undefined, pin: string): LogicValue {
  const type = part?.outputs.find(({ name }) => name === pin)?.type
  return INITIAL[type ?? 'digital']
}
