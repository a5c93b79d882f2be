import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { Membership } from '../../sim/domain/trust/membership.ts'
import { identityOf } from '../rig-file/identity.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { siteNamed } from './addresses.ts'

/** A Trust by its name; without one, the only one that this unit manages, else the only one there is. */
export function trustNamed(program: Program, self: string, name: string | undefined): Membership {
  const all = [...program.trusts.values()].filter(({ ended }) => ended === undefined)
  const own = all.filter(({ manager }) => manager === self)
  const candidates =
    name === undefined
      ? own.length > 0
        ? own
        : all
      : all.filter((each) => each.name.toLowerCase() === name.trim().toLowerCase())
  const [found, ...others] = candidates
  if (found !== undefined && others.length === 0) return found
  const names = all.map((each) => each.name)
  if (found !== undefined) throw new RigError('USAGE', `there are several Trusts; name one of ${names.join(', ')}`)
  if (name === undefined) throw new RigError('NOT_FOUND', 'there is no Trust here; create one first')
  throw new RigError('NOT_FOUND', `there is no Trust ${name} here.${didYouMean(name, names)}`)
}

/** The serial of a site of the rig; anything else as it was typed, for the unit to judge. */
export function serialNamed(file: RigFile, member: string): string {
  try {
    return identityOf(file, siteNamed(file, member)).serial
  } catch (error) {
    if (error instanceof RigError && error.code === 'NOT_FOUND') return member
    throw error
  }
}
