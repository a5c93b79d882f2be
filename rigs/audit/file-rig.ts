import { isAbsolute, relative } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import { printFault } from '../rig-file/fault.ts'
import { type ReadFile, readFromDisk } from '../rig-file/files.ts'
import type { Finding } from '../rig-file/finding.ts'
import { lintedRig } from '../rig-file/lints/linted-rig.ts'
import { placesInFile } from '../rig-file/lints/place-in-file.ts'
import { type RigFileReading, readRigFile } from '../rig-file/read.ts'
import { auditedSite } from './audited-rig.ts'
import type { ComparedRig } from './compare-audits.ts'
import type { GroundPlace } from './grounds.ts'

/** What a rig file comes to as it would start, its Trusts carried out, without starting anything. Throws RIG_INVALID. */
export function fileRig(path: string, readFile: ReadFile = readFromDisk): ComparedRig {
  const { rig: file, place, faults } = readRigFile(path, readFile)
  if (file === undefined || place === undefined) throw new RigError('RIG_INVALID', faults.map(printFault).join('\n'))
  const { sites } = lintedRig(file)
  const places = new Map(sites.map((each) => [each.site, placesInFile(each.build, each.permissions)]))
  const findingOf = (site: string, ground: GroundPlace): Place | undefined =>
    ground.of === 'part' ? { path: ['sites', site, ...ground.path], at: 'key' } : places.get(site)?.of(ground)
  return {
    name: path,
    rig: { file, sites: sites.map(({ site, program }) => auditedSite(file, site, program)) },
    where: (site, ground) => lineOf(place, findingOf(site, ground)),
  }
}

type Place = Pick<Finding, 'path' | 'at'>

/** The place of whatever is nearest, where the file leaves it out; of a file below this folder as seen from here. */
function lineOf(place: NonNullable<RigFileReading['place']>, at: Place | undefined): string | undefined {
  if (at === undefined) return undefined
  const { file, line } = place({ ...at, code: 'NOT_FOUND', message: '' })
  const fromHere = relative('', file)
  return `${fromHere.startsWith('..') || isAbsolute(fromHere) ? file : fromHere}:${line}`
}
