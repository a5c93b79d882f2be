import { WEEKDAY_MODES } from '../../../sim/domain/program/factory.ts'
import type { Serial, Uuid } from '../../../sim/domain/program/names.ts'
import { type Hash, objectUuid } from '../../../sim/domain/program/uuid.ts'
import type { Random } from '../../../sim/ports/random.ts'
import type { RigFile, RigMiniserver, RigSite } from '../shape.ts'

/** What turning names into a program needs from outside. */
export interface BuildTools {
  readonly hash: Hash
  /** For the salts of passwords; asked in the order of the users in the file. */
  readonly random: Random
  /** The digest of an access code under this site's own code key (§3.6.1). */
  readonly codeDigest: (code: string) => string
}

/** A site of a rig file that has no faults, while its program is being built. */
export interface Build {
  readonly rig: RigFile
  readonly key: string
  readonly site: RigSite
  readonly serial: Serial
  readonly tools: BuildTools
  /** The uuid of an object of this site by its name, without case. */
  uuid(kind: string, name: string): Uuid
}

export function startBuild(rig: RigFile, key: string, tools: BuildTools): Build {
  const site = rig.sites[key]
  if (site === undefined) throw new TypeError(`no site ${key} in ${rig.rig}`)
  const serial = serialOf(site.miniserver)
  return { rig, key, site, serial, tools, uuid: (kind, name) => objectUuid(tools.hash, serial, kind, name.trim()) }
}

/** Serial number in its canonical spelling. */
export function serialOf({ serial }: RigMiniserver): Serial {
  return serial.toUpperCase()
}

/** Monday is 3 (§3.7.1). */
export function weekdayMode(index: number): number {
  return WEEKDAY_MODES[index] ?? Number.NaN
}
