import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import { readerAddress, sitedName, siteNamed } from '../control/addresses.ts'
import { credentialNamed } from '../control/credentials.ts'
import { objectAt, objectNames } from '../rig-file/object.ts'
import { named, namesOf } from '../rig-file/site-names.ts'
import type { Reference } from './step-word.ts'

/** What values of steps name. Users and groups are not among them: steps before may have made them. */

export const aSite: Reference = siteNamed

export const aReader: Reference = readerAddress

export const aKeypad: Reference = (rig, text) => {
  if (readerAddress(rig, text).kind !== 'nfc-code-touch')
    throw new RigError('USAGE', `${text} is an iButton reader; use touch`)
}

export const anIButtonReader: Reference = (rig, text) => {
  if (readerAddress(rig, text).kind !== 'one-wire-extension')
    throw new RigError('USAGE', `${text} is a keypad; use tap`)
}

export const aTag: Reference = (rig, text) => credentialNamed(rig, 'tag', text)

export const anIButton: Reference = (rig, text) => credentialNamed(rig, 'ibutton', text)

export const anObject: Reference = (rig, text) => {
  const { site, name } = sitedName(rig, text)
  const names = namesOf(rig.sites[site])
  if (objectAt(names, name) === undefined)
    throw new RigError('NOT_FOUND', `no object ${name} at ${site}.${didYouMean(name, objectNames(names))}`)
}

export const aSchedule: Reference = (rig, text, { object }) => {
  const { site } = sitedName(rig, String(object))
  const { schedules } = namesOf(rig.sites[site])
  if (named(schedules, text) === undefined)
    throw new RigError('NOT_FOUND', `no schedule ${text} at ${site}.${didYouMean(text, schedules)}`)
}
