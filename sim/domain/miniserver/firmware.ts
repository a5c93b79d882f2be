import { RigError } from '../errors.ts'
import { requireJoinable } from '../trust/eligibility.ts'
import type { Effect, StoreRecord } from './effect.ts'
import type { MiniserverState } from './state.ts'

const KEY = 'identity/firmware'
const FIRMWARE = /^(?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3})){3}$/
/** WebSocket close code of a firmware update (docs/miniserver-protocol.md §1.5). */
const FIRMWARE_UPDATE = 4007

/**
 * From now on this firmware runs, durably, whatever the unit was made with (R93): sockets are closed with 4007, and the
 * unit restarts after `answer`. An older one is installed, too (P-116).
 *
 * Throws INVALID where it is no version or runs already, FIRMWARE_TOO_OLD where the unit is in a Trust that it could
 * not join.
 */
export function updateFirmware(state: MiniserverState, firmware: string, answer: Effect): Effect[] {
  const { identity, api, program } = state
  if (!FIRMWARE.test(firmware)) {
    throw new RigError('INVALID', 'A firmware is four numbers of up to four digits, such as 16.0.6.10.')
  }
  const from = identity.firmware
  if (firmware === from) throw new RigError('INVALID', `${identity.name} runs ${firmware} already.`)
  const updated = { ...identity, firmware }
  if (program.trusts.size > 0) requireJoinable(updated)
  state.identity = updated
  const closed = [...api.sessions.keys()].map((session): Effect => {
    return { type: 'api-close', session, code: FIRMWARE_UPDATE, reason: 'firmware update' }
  })
  const notice: Effect = { type: 'notice', name: 'firmware-updated', data: { from, to: firmware } }
  const records = [{ key: KEY, value: firmware }]
  return [{ type: 'commit', records, then: [answer, notice, ...closed, { type: 'restart' }] }]
}

/** The firmware that an update left in the store; absent where there was none. */
export function storedFirmware(records: readonly StoreRecord[]): string | undefined {
  const value = records.find(({ key }) => key === KEY)?.value
  return typeof value === 'string' ? value : undefined
}
