import type { Serial } from '../../../sim/domain/program/names.ts'
import type { RigFile } from '../shape.ts'
import { millisecondsOf } from '../units.ts'

/** Miniservers of a rig whose users others never disable, however long nothing is heard of them (§3.3.6). */
export function neverSilent({ sites }: RigFile): Set<Serial> {
  const all = Object.values(sites).map(({ miniserver }) => miniserver)
  const never = all.filter(
    ({ connectionTimeout }) => connectionTimeout !== undefined && millisecondsOf(connectionTimeout) === 0,
  )
  return new Set(never.map(({ serial }) => serial.toUpperCase()))
}
