import type { DeviceCommand, Effect } from '../domain/miniserver/effect.ts'
import type { BusContent, CommandContent } from '../protocol/bus/message.ts'

/** The effects of a Miniserver that are one message on the bus each. */
export type PublishedEffect = Extract<Effect, { type: 'receipt' | 'command' | 'state' | 'decision' | 'notice' }>

/** What such an effect says, on whose topics, and what it follows from. */
export interface Publication {
  readonly content: BusContent
  readonly options: { readonly device?: string; readonly id?: string; readonly causedBy?: string }
}

export function publicationOf(effect: PublishedEffect): Publication {
  switch (effect.type) {
    case 'receipt': {
      const { device, eventId } = effect
      return { content: { channel: 'receipt', data: { event: eventId } }, options: { device, causedBy: eventId } }
    }
    case 'command': {
      const { device, command, causedBy } = effect
      const content: BusContent = { channel: 'command', ...contentOf(command) }
      return { content, options: { device, ...because(causedBy) } }
    }
    case 'state': {
      const { device, name, value, causedBy } = effect
      return { content: { channel: 'state', name, data: { value } }, options: { device, ...because(causedBy) } }
    }
    case 'decision': {
      const { reader, record } = effect
      const options = { device: reader, id: record.id, causedBy: record.causedBy }
      return { content: { channel: 'decision', data: record }, options }
    }
    case 'notice': {
      const { name, data, causedBy } = effect
      return { content: { channel: 'notice', name, data }, options: because(causedBy) }
    }
  }
}

function contentOf(command: DeviceCommand): CommandContent {
  switch (command.type) {
    case 'feedback':
      return { name: 'feedback', data: { signal: command.signal } }
    case 'lock':
      return { name: 'lock', data: { locked: command.locked } }
    case 'light':
      return { name: 'light', data: { light: command.light } }
    case 'learn':
      return { name: 'learn', data: { sealed: command.sealed } }
    case 'stop-learning':
      return { name: 'stop-learning', data: {} }
    case 'speak':
      return { name: 'speak', data: { text: command.text } }
  }
}

function because(causedBy: string | undefined): { causedBy?: string } {
  return causedBy === undefined ? {} : { causedBy }
}
