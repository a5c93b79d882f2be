import { type AccessIndex, compileAccess } from '../../sim/domain/access/access-index.ts'
import type { Origins } from '../../sim/domain/access/origins.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { ZoneTable } from '../../sim/domain/time.ts'
import { zoneTable } from '../../sim/io/zone.ts'
import { hostName } from '../control/owners.ts'
import { runningProgram } from '../control/plane.ts'
import { type ProgramNames, programNames } from '../control/program-names.ts'
import type { Estate } from '../estate.ts'
import { WALL_CLOCK_MS } from '../factory/zone-span.ts'

/** A site of the rig that was started for the checks, as its Miniserver decides. */
export interface CheckedSite {
  readonly site: string
  readonly program: Program
  readonly index: AccessIndex
  readonly zone: ZoneTable
  readonly names: ProgramNames
  readonly origins: Origins
}

/** What runs there now, compiled once for all checks. Every origin has just been heard. */
export async function checkedSite(estate: Estate, site: string): Promise<CheckedSite> {
  const program = await runningProgram(estate, site)
  const { timeZone } = estate.plans.find((plan) => plan.site === site) ?? { timeZone: 'UTC' }
  return {
    site,
    program,
    index: compileAccess(program),
    zone: zoneTable(timeZone, ...WALL_CLOCK_MS),
    names: programNames(estate.file, program),
    origins: {
      isOnline: () => true,
      name: (serial) => hostName(estate.file, program, serial),
      position: () => undefined,
    },
  }
}
