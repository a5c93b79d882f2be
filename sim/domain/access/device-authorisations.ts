import type { DeviceAuthorisation, DeviceCode } from '../program/device-authorisation.ts'
import type { Program } from '../program/program.ts'
import type { AccessRequest } from './decide.ts'
import type { Reason } from './decision.ts'

/** Codes and tags of keypads themselves by keypad, kind and digest or id. */
export type DeviceAuthorisationIndex = Map<string, DeviceAuthorisation>

/** What somebody brought to which keypad, and the output that was selected before it. */
export interface DeviceRequest extends Pick<AccessRequest, 'credential' | 'codeDigests'> {
  readonly reader: string
  readonly output?: number
}

export type DeviceVerdict = { readonly authorisation: DeviceAuthorisation } & (
  | { readonly outcome: 'granted'; readonly output: number }
  | { readonly outcome: 'denied'; readonly reason: DeviceDenial }
)

type DeviceDenial = Extract<Reason, 'DEACTIVATED' | 'USED_UP' | 'NOT_YET_VALID' | 'EXPIRED' | 'OUTPUT_NOT_ALLOWED'>

export function compileDeviceAuthorisations({ deviceAuthorisations }: Program): DeviceAuthorisationIndex {
  const index = new Map<string, DeviceAuthorisation>()
  for (const each of deviceAuthorisations.values()) replaceDeviceAuthorisation(index, each)
  return index
}

/** One of the program's codes or tags is replaced by one with the same digits or id at the same keypad, and no other changes. */
export function replaceDeviceAuthorisation(index: DeviceAuthorisationIndex, changed: DeviceAuthorisation): void {
  const secret = secretOf(changed)
  if (secret !== undefined) index.set(keyOf(changed.reader, changed.kind, secret), changed)
}

/**
 * Which code or tag of the keypad itself this is, and whether it opens now; `undefined` where it is none of that keypad. To be asked
 * only where no user holds it: users come first (P-72). Access schedules do not count (§3.6.1); a selected output must be in its mask,
 * else its standard output is meant (§3.6.3). A one-time code that opens has to be used up (`useUp()`) in the commit of the decision.
 *
 * @param at milliseconds since 1970 UTC by the unit's wall clock, the event's own time; windows are half-open
 */
export function judgeDeviceAuthorisation(
  index: DeviceAuthorisationIndex,
  { reader, credential, codeDigests = [], output: selected }: DeviceRequest,
  at: number,
): DeviceVerdict | undefined {
  const { kind, id } = credential
  const secrets = kind === 'code' ? codeDigests : [id]
  const [authorisation] = secrets.flatMap((secret) => index.get(keyOf(reader, kind, secret)) ?? [])
  if (authorisation === undefined) return undefined
  const output = selected ?? authorisation.standardOutput
  const reason = denialOf(authorisation, output, at)
  return reason === undefined
    ? { authorisation, outcome: 'granted', output }
    : { authorisation, outcome: 'denied', reason }
}

function denialOf(authorisation: DeviceAuthorisation, output: number, at: number): DeviceDenial | undefined {
  const inactive = authorisation.kind === 'code' ? inactivityOf(authorisation, at) : undefined
  if (inactive !== undefined) return inactive
  const isInMask = Number.isInteger(output) && output >= 1 && output <= 6
  return isInMask && (authorisation.outputs & (1 << (output - 1))) !== 0 ? undefined : 'OUTPUT_NOT_ALLOWED'
}

function inactivityOf({ isActive, type, isUsedUp, fromMs, toMs }: DeviceCode, at: number): DeviceDenial | undefined {
  if (isUsedUp === true) return 'USED_UP'
  if (!isActive || type === 'deactivated') return 'DEACTIVATED'
  if (fromMs !== undefined && at < fromMs) return 'NOT_YET_VALID'
  return toMs !== undefined && at >= toMs ? 'EXPIRED' : undefined
}

function secretOf(authorisation: DeviceAuthorisation): string | undefined {
  return authorisation.kind === 'code' ? authorisation.digest : authorisation.id
}

function keyOf(reader: string, kind: string, secret: string): string {
  return JSON.stringify([reader, kind, secret])
}
