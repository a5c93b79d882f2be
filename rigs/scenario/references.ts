import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import { readerAddress, sitedName, siteNamed } from '../control/addresses.ts'
import { credentialNamed } from '../control/credentials.ts'
import { objectAt, objectNames } from '../rig-file/object.ts'
import { named, namesOf } from '../rig-file/site-names.ts'
import type { Reference } from './step-word.ts'

/** What values of steps name. Users, groups and schedules are not among them: steps before may have made them. */

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

export const aControl: Reference = (rig, text) => {
  const { site, name } = sitedName(rig, text)
  const controls = Object.keys(rig.sites[site]?.program?.controls ?? {})
  if (named(controls, name) === undefined)
    throw new RigError('NOT_FOUND', `no control ${name} at ${site}.${didYouMean(name, controls)}`)
}

export const aMode: Reference = (rig, text, { site: given }) => {
  const site = siteNamed(rig, String(given))
  const { modes } = namesOf(rig.sites[site])
  if (named(modes, text) === undefined)
    throw new RigError('NOT_FOUND', `no operating mode ${text} at ${site}.${didYouMean(text, modes)}`)
}
