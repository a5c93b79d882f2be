import { replaceDeviceAuthorisation } from '../access/device-authorisations.ts'
import type { DeviceAuthorisation, DeviceCode } from '../program/device-authorisation.ts'
import type { Program } from '../program/program.ts'
import { deviceAuthorisationRecord } from '../program/records.ts'
import { codeDates } from './code-dates.ts'
import type { Effect, StoreRecord } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/**
 * A one-time code has opened: from now on it does not (P-73). `records` belong into the commit whose `then` opens the door and holds
 * `effects`, with the receipt of the presentation: so it opens once, whatever is cut off or comes twice. Nothing for any other code or
 * tag. The revision stays: open documents do not become stale by it (P-226).
 */
export function useUp(
  state: MiniserverState,
  { kind, uuid }: DeviceAuthorisation,
  moment: Moment,
): { readonly records: readonly StoreRecord[]; readonly effects: readonly Effect[] } {
  const { program, access } = state
  const code = program.deviceAuthorisations.get(uuid)
  if (kind !== 'code' || code?.kind !== 'code' || code.type !== 'one-time') return { records: [], effects: [] }
  const used: DeviceCode = { ...code, isUsedUp: true }
  program.deviceAuthorisations.set(uuid, used)
  replaceDeviceAuthorisation(access.deviceAuthorisations, used)
  return { records: [deviceAuthorisationRecord(used)], effects: codeDates(state, new Set([code.reader]), moment) }
}

/** What was used up while a document was open stays so, unless the document gives it other digits (P-226). */
export function keepUsedUp(document: Program, running: Program): void {
  for (const [uuid, code] of document.deviceAuthorisations) {
    const present = running.deviceAuthorisations.get(uuid)
    if (code.kind !== 'code' || present?.kind !== 'code' || present.isUsedUp !== true) continue
    if (code.type === 'one-time' && code.digest === present.digest) {
      document.deviceAuthorisations.set(uuid, { ...code, isUsedUp: true })
    }
  }
}
