import type { UntimedInput } from '../domain/miniserver/input.ts'
import type { BusMessage } from '../protocol/bus/message.ts'

/** What a message on the bus means to the site's Miniserver; `undefined` for what is none of its business. */
export function inputOf(message: BusMessage): UntimedInput | undefined {
  const { device } = message
  switch (message.channel) {
    case '$state':
      return device === 'miniserver' ? undefined : { type: 'device-state', device, state: message.data }
    case 'state':
      return message.name === 'alive' && device !== 'miniserver' ? { type: 'device-alive', device } : undefined
    case 'event':
      return eventInput(message)
    case 'command':
      return device === 'miniserver' ? commandInput(message) : undefined
    default:
      return undefined
  }
}

function commandInput(message: BusMessage & { channel: 'command' }): UntimedInput | undefined {
  const { id, name } = message
  if (name === 'sd-card') return { type: 'sd-card-inserted', message: id, sealed: message.data.sealed }
  return name === 'factory-reset' ? { type: 'factory-reset', message: id, sealed: message.data.sealed } : undefined
}

const KINDS = {
  'tag-presented': 'tag',
  'code-entered': 'code',
  'ibutton-arrived': 'ibutton',
  'external-presented': 'external',
} as const

const LEARN_OUTCOMES = { 'tag-learned': 'learned', 'tag-formatted': 'formatted', 'learn-failed': 'failed' } as const

function eventInput(message: BusMessage & { channel: 'event' }): UntimedInput | undefined {
  const { id, site, device, name, data } = message
  // Ids are remembered so that a repeat changes nothing: no device may use up the ids of another.
  if (!id.startsWith(`${site}-${device}-`)) return undefined
  if (name === 'ibutton-departed') return { type: 'device-event', device, event: { type: 'departed', id } }
  if (name === 'unsupported') return undefined
  if (name === 'battery-low' || name === 'tampered')
    return { type: 'device-event', device, event: { type: 'reported', id, what: name } }
  const { ageMs, sealed = '', typedMs, fault } = data
  if (name === 'tag-learned' || name === 'tag-formatted' || name === 'learn-failed') {
    const learned = {
      type: 'learned',
      id,
      ageMs,
      sealed,
      outcome: LEARN_OUTCOMES[name],
      ...(fault !== undefined && { fault }),
    } as const
    return { type: 'device-event', device, event: learned }
  }
  if (name === 'bell-pressed') return { type: 'device-event', device, event: { type: 'rang', id, ageMs, sealed } }
  const typed = typedMs === undefined ? {} : { typedMs }
  return { type: 'device-event', device, event: { type: 'presented', id, ageMs, sealed, kind: KINDS[name], ...typed } }
}
