import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { harmless, type Paint } from '../paint.ts'

/** Widths of the columns: a stream knows nothing of the lines to come. */
const PLACE_WIDTH = 22
const TYPE_WIDTH = 24

/** One message of the bus in one line: when by its sender's clock (UTC), where, what. Sealed values stay out. */
export function renderEvent(message: BusMessage, paint: Paint): string {
  const { site, device, timeMs } = message
  const time = new Date(timeMs).toISOString().slice('2026-11-21T'.length)
  const place = site === '' ? 'rig' : `${site}/${device}`
  const cells = [
    paint('dim', time),
    place.padEnd(PLACE_WIDTH),
    typeOf(message).padEnd(TYPE_WIDTH),
    said(message, paint),
  ]
  return cells.join('  ').trimEnd()
}

/** `decision`, `event/tag-presented`, `state/o1`: what `--type` names. */
export function typeOf(message: BusMessage): string {
  return 'name' in message ? `${message.channel}/${message.name}` : message.channel
}

function said(message: BusMessage, paint: Paint): string {
  switch (message.channel) {
    case 'decision': {
      const { outcome, reason, block = '', user } = message.data
      const who = user === undefined ? '' : `${user.name}${user.origin === undefined ? '' : `@${user.origin.name}`}`
      const why = outcome === 'denied' ? reason : ''
      const words = [block, who, why].filter((word) => word !== '').map(harmless)
      return [paint(outcome === 'granted' ? 'green' : 'red', outcome), ...words].join('  ')
    }
    case 'state':
      return harmless(String(message.data.value))
    case '$state':
      return message.data
    case '$description':
      return harmless(`${message.data.kind} ${message.data.serial}`)
    case 'receipt':
      return harmless(`for ${message.data.event}`)
    case 'command':
      return 'signal' in message.data ? message.data.signal : ''
    case 'event':
      return message.data.source ?? ''
    case 'notice':
      return harmless(Object.values(message.data).map(wordOf).join('  '))
    case '$poll':
    case '$tally':
      return `clock reading ${message.data.reading}`
    case '$clock':
      return `${message.data.monotonicOffsetMs} ms ahead`
  }
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
