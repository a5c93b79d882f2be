import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { siteNamed } from '../../control/addresses.ts'
import { atValue, type Finding } from '../../rig-file/finding.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { named, namesOf } from '../../rig-file/site-names.ts'
import { objectSite } from '../words.ts'
import type { CheckedStep } from './steps.ts'

/** Keys whose values name an access schedule. */
const NAMING = ['schedule', 'edit-schedule', 'delete-schedule']

/** Whether access schedules that steps name are those of the rig file, or made by a step before them. */
export function checkSchedules(steps: readonly CheckedStep[], rig: RigFile): Finding[] {
  const made = new Map<string, string[]>()
  return steps.flatMap(({ word, value, path }) => {
    const site = siteOf(value, rig)
    if (word.kind !== 'action' || site === undefined) return []
    const own = made.get(site) ?? []
    const known = [...namesOf(rig.sites[site]).schedules, ...own]
    const findings = NAMING.flatMap((key) => {
      const name = value[key]
      if (typeof name !== 'string' || named(known, name) !== undefined) return []
      const message = `No schedule ${name} at ${site}.${didYouMean(name, known)}`
      return [atValue([...path, key], 'NOT_FOUND', message)]
    })
    made.set(site, [...own, ...namesMadeBy(value)])
    return findings
  })
}

/** By a schedule's new name it is found from then on. */
function namesMadeBy(value: CheckedStep['value']): string[] {
  const name = value['edit-schedule'] === undefined ? value['add-schedule'] : value.name
  return typeof name === 'string' ? [name] : []
}

/** A site that is not there is found by its name. */
function siteOf({ site, object }: CheckedStep['value'], rig: RigFile): string | undefined {
  try {
    return siteNamed(rig, typeof object === 'string' ? objectSite(object) : String(site))
  } catch (error) {
    if (error instanceof RigError) return undefined
    throw error
  }
}
