import type { ApiStateChange } from '../../domain/miniserver/effect.ts'
import { textTable, valueTable } from './event-table.ts'
import { framedMessage } from './web-socket-frame.ts'

/** State changes as the bytes of up to two messages: a table of values, then one of texts; an empty one is left out. */
export function stateMessages(changes: readonly ApiStateChange[]): Buffer {
  const values = changes.filter(hasNumber)
  const texts = changes.filter(hasText)
  return Buffer.concat([
    ...(values.length > 0 ? [framedMessage('value-states', valueTable(values))] : []),
    ...(texts.length > 0 ? [framedMessage('text-states', textTable(texts))] : []),
  ])
}

function hasNumber(change: ApiStateChange): change is ApiStateChange & { readonly value: number } {
  return typeof change.value === 'number'
}

function hasText(change: ApiStateChange): change is ApiStateChange & { readonly value: string } {
  return typeof change.value === 'string'
}
