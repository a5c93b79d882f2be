import type { Stamp } from '../time.ts'
import type { Effect } from './effect.ts'
import type { DeviceEvent } from './input.ts'
import { receiptOf, repeated, takenOver } from './receipts.ts'
import type { MiniserverState } from './state.ts'

/** A device tells of itself what people should hear of: its battery is nearly empty, somebody tampers with it. */
export function reported(
  state: MiniserverState,
  device: string,
  { id, what }: DeviceEvent & { type: 'reported' },
  at: Stamp,
): Effect[] {
  const notice = { type: 'notice', name: `device-${what}`, data: { device }, causedBy: id } as const
  return repeated(state, device, id) ?? takenOver(state, { eventId: id, then: [notice, receiptOf(device, id)] }, at)
}
