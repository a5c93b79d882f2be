import { z } from 'zod'
import type { TraceRecord } from '../../evidence/trace.ts'

/** What the bus said of outputs and decisions, each thing once. */
export interface Told {
  readonly pulses: readonly Pulse[]
  readonly decisions: readonly Decision[]
  /** Sites whose Miniserver went without saying so: what it had recorded, it may not have told. */
  readonly lost: ReadonlySet<string>
}

export interface Pulse extends Seen {
  /** `O1`, `P` */
  readonly output: string
}

export interface Decision extends Seen {
  readonly id: string
  readonly isGranted: boolean
  readonly isAtBlock: boolean
  /** Outputs it says it switched on. */
  readonly outputs: readonly string[]
  /** An output beyond O6, which shows as a number (§3.6.2), or a digital input of the keypad (§3.6.1). */
  readonly switchesNothing: boolean
}

interface Seen {
  /** `office/front-door` */
  readonly reader: string
  /** The event that was answered; none of an output that was switched on for nothing. */
  readonly event: string | undefined
  readonly line: number | undefined
}

/** A message that the bus delivered twice was said once: ids are unique in a rig. */
export function toldBy(records: readonly TraceRecord[]): Told {
  const pulses: Pulse[] = []
  const decisions: Decision[] = []
  const lost = new Set<string>()
  const heard = new Set<string>()
  let line: number | undefined
  for (const record of records) {
    if (record.type === 'step') line = record.line
    if (record.type !== 'message') continue
    const { id, site, device, channel, name = '', causedBy: event, data } = record.message
    const reader = `${site}/${device}`
    const key = `${channel} ${reader} ${name} ${id}`
    if (channel === '$state' && device === 'miniserver' && (data === 'lost' || data === 'disconnected')) lost.add(site)
    if (heard.has(key)) continue
    heard.add(key)
    if (channel === 'state' && isOn(name, data)) pulses.push({ reader, event, output: name.toUpperCase(), line })
    if (channel === 'decision') decisions.push({ reader, line, ...decisionOf(data) })
  }
  return { pulses, decisions, lost }
}

const decisionData = z.object({
  id: z.string(),
  causedBy: z.string(),
  outcome: z.string(),
  block: z.string().optional(),
  effects: z.array(z.object({ type: z.string(), output: z.string().optional() })),
})

/** Outputs are O1 to O6 of a keypad's block, and P of an Access Controller. */
function isOn(name: string, data: unknown): boolean {
  return (
    /^(?:o[1-6]|p)$/.test(name) && typeof data === 'object' && data !== null && 'value' in data && data.value === true
  )
}

function decisionOf(data: unknown): Omit<Decision, 'reader' | 'line'> {
  const { id, causedBy, outcome, block, effects } = decisionData.parse(data)
  const outputs = effects.flatMap(({ type, output }) => (type === 'pulse' && output !== undefined ? [output] : []))
  const switchesNothing = effects.some(
    ({ type, output }) => (type === 'number' && output === 'Nco') || type === 'input',
  )
  return {
    id,
    event: causedBy,
    isGranted: outcome === 'granted',
    isAtBlock: block !== undefined,
    outputs,
    switchesNothing,
  }
}
