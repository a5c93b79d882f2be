import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import {
  AT_READERS,
  deviceAddress,
  intercomAddress,
  type ReaderKind,
  readerAddress,
  sitedName,
  siteNamed,
} from '../control/addresses.ts'
import { checkCanHappen } from '../control/commands/report.ts'
import { credentialNamed } from '../control/credentials.ts'
import { objectAt, objectNames } from '../rig-file/object.ts'
import { named, namesOf } from '../rig-file/site-names.ts'
import type { Reference } from './step-word.ts'

/** What values of steps name. Users, groups and schedules are not among them: steps before may have made them. */

export const aSite: Reference = siteNamed

export const aReader: Reference = readerAddress

export const aKeypad = aReaderOf('nfc-code-touch')

export const anIButtonReader = aReaderOf('one-wire-extension')

export const anExternalReader = aReaderOf('external-reader')

/** A device to which this can happen. */
export function aDeviceThat(happening: Parameters<typeof checkCanHappen>[1]): Reference {
  return (rig, text) => {
    const address = deviceAddress(rig, text)
    checkCanHappen(address, happening)
    return address
  }
}

export const anIntercom: Reference = intercomAddress

export const aTag: Reference = (rig, text) => credentialNamed(rig, 'tag', text)

export const anIButton: Reference = (rig, text) => credentialNamed(rig, 'ibutton', text)

export const anExternalId: Reference = (rig, text) => credentialNamed(rig, 'external', text)

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

/** Names its site; what there is at it steps before may have made. */
export const onSite: Reference = sitedName

export const aMode: Reference = (rig, text, { site: given }) => {
  const site = siteNamed(rig, String(given))
  const { modes } = namesOf(rig.sites[site])
  if (named(modes, text) === undefined)
    throw new RigError('NOT_FOUND', `no operating mode ${text} at ${site}.${didYouMean(text, modes)}`)
}

function aReaderOf(wanted: ReaderKind): Reference {
  return (rig, text) => {
    const { kind } = readerAddress(rig, text)
    if (kind !== wanted)
      throw new RigError('USAGE', `${text} is ${AT_READERS[kind].what}; use ${AT_READERS[kind].word}`)
  }
}
