import type { TraceRecord } from '../../evidence/trace.ts'
import type { Invariant, Violation } from './evidence.ts'

/**
 * I7: while a member sees or hears something of an intercom, its gate there is open (§3.10).
 *
 * Judged by what the host's Miniserver tells at the intercom: `gate-<serial>`, whether the gate of the member is open, and
 * `streams-<serial>`, how many pictures and sounds it has open; serials in lower case. A gate nobody spoke of is closed.
 */
export const streamsGated: Invariant = {
  number: 'I7',
  sentence: 'who has a picture or sound of an intercom open has its gate open',
  violations: ({ records }) => {
    const gates = new Set<string>()
    const streams = new Map<string, number>()
    const told = new Set<string>()
    let line: number | undefined
    return records.flatMap((record) => {
      if (record.type === 'step') line = record.line
      const said = saidOf(record)
      if (said === undefined) return []
      const { where, member, what, value } = said
      const key = `${where} ${member}`
      if (what === 'streams') streams.set(key, typeof value === 'number' ? value : 0)
      else if (value === true) gates.add(key)
      else gates.delete(key)
      const open = streams.get(key) ?? 0
      const isRight = open === 0 || gates.has(key)
      // One breach is told once, until it is over.
      if (isRight) told.delete(key)
      if (isRight || told.has(key)) return []
      told.add(key)
      return [breach(where, member, open, line)]
    })
  },
}

interface Said {
  /** `home/gate` */
  readonly where: string
  readonly member: string
  readonly what: 'gate' | 'streams'
  readonly value: unknown
}

function saidOf(record: TraceRecord): Said | undefined {
  if (record.type !== 'message' || record.message.channel !== 'state') return undefined
  const { site, device, name = '', data } = record.message
  const [, what, member = ''] = /^(gate|streams)-([0-9a-f]{12})$/.exec(name) ?? []
  if (what !== 'gate' && what !== 'streams') return undefined
  return { where: `${site}/${device}`, member: member.toUpperCase(), what, value: (data as { value: unknown }).value }
}

function breach(where: string, member: string, open: number, line: number | undefined): Violation {
  const found = `${member} has ${open === 1 ? 'a stream' : `${open} streams`} open, and its gate is closed`
  return { where, found, ...(line !== undefined && { line }) }
}
