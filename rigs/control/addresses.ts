import { RigError } from '../../sim/domain/errors.ts'
import { isDummy } from '../rig-file/build/keypad.ts'
import type { RigDevice, RigFile } from '../rig-file/shape.ts'
import { namesText, nearestOrAll } from './names-there.ts'

/** A reader as people name it, and the device on the bus that it belongs to. */
export interface ReaderAddress {
  readonly site: string
  /** Keypad, iButton reader or external reader, as in `home/front-door`. */
  readonly reader: string
  /** The keypad or external reader itself, or the 1-Wire Extension of the reader. */
  readonly device: string
  readonly kind: ReaderKind
}

export type ReaderKind = 'nfc-code-touch' | 'one-wire-extension' | 'external-reader'

/** What people call a reader of each kind, and the word for what they do there. */
export const AT_READERS: { readonly [Kind in ReaderKind]: { readonly what: string; readonly word: string } } = {
  'nfc-code-touch': { what: 'a keypad', word: 'tap' },
  'one-wire-extension': { what: 'an iButton reader', word: 'touch' },
  'external-reader': { what: 'an external reader', word: 'present' },
}

/** The reader at `site/reader`, without case. Throws NOT_FOUND with those that may be meant. */
export function readerAddress(file: RigFile, address: string): ReaderAddress {
  const readers = readersOf(file)
  const found = readers.find(({ site, reader }) => `${site}/${reader}` === address.trim().toLowerCase())
  if (found !== undefined) return found
  throw new RigError('NOT_FOUND', `no reader ${address} in rig ${file.rig}.${instead(readers, address)}`)
}

/** The readers of an extension that was named in their place; else the nearest ones, or where none is near, all. */
function instead(readers: readonly ReaderAddress[], address: string): string {
  const wanted = address.trim().toLowerCase()
  const addresses = (each: readonly ReaderAddress[]) => each.map(({ site, reader }) => `${site}/${reader}`)
  const atIt = readers.filter(({ site, device }) => `${site}/${device}` === wanted)
  if (atIt.length > 0) return ` Readers there: ${namesText(addresses(atIt))}.`
  return nearestOrAll(address, addresses(readers), 'Readers')
}

/** Throws DEVICE_OFFLINE for a dummy: in Config it has a place, at the door there is nothing. */
export function requireDevice(file: RigFile, { site, device }: Pick<ReaderAddress, 'site' | 'device'>): void {
  if (!isDummy(file.sites[site]?.devices?.[device])) return
  throw new RigError('DEVICE_OFFLINE', `${site}/${device} is a dummy: no device is assigned yet`)
}

/** All readers of the rig, in the file's order. */
export function readersOf(file: RigFile): ReaderAddress[] {
  return Object.entries(file.sites).flatMap(([site, { devices = {} }]) =>
    Object.entries(devices).flatMap(([device, description]): ReaderAddress[] => {
      const { kind } = description
      if (kind === 'intercom') return []
      if (kind !== 'one-wire-extension') return [{ site, reader: device, device, kind }]
      return Object.keys(description.readers).map((reader) => ({ site, reader, device, kind }))
    }),
  )
}

/** A device by the name of its own, or by that of a reader on its line. */
export interface DeviceAddress {
  readonly site: string
  readonly device: string
  readonly kind: RigDevice['kind']
}

export const AT_DEVICES: { readonly [Kind in DeviceAddress['kind']]: string } = {
  'nfc-code-touch': 'a keypad',
  'one-wire-extension': 'a 1-Wire Extension',
  'external-reader': 'an external reader',
  intercom: 'an Intercom',
}

/** The device at `site/device` or `site/reader`, without case. Throws NOT_FOUND with the nearest names. */
export function deviceAddress(file: RigFile, address: string): DeviceAddress {
  const wanted = address.trim().toLowerCase()
  const devices = Object.entries(file.sites).flatMap(([site, { devices = {} }]) =>
    Object.entries(devices).map(([device, { kind }]): DeviceAddress => ({ site, device, kind })),
  )
  const found = devices.find(({ site, device }) => `${site}/${device}` === wanted)
  if (found !== undefined) return found
  const readers = readersOf(file)
  const reader = readers.find((each) => `${each.site}/${each.reader}` === wanted)
  if (reader !== undefined) return reader
  const names = [
    ...devices.map(({ site, device }) => `${site}/${device}`),
    ...readers.map(({ site, reader }) => `${site}/${reader}`),
  ]
  throw new RigError('NOT_FOUND', `no device ${address} in rig ${file.rig}.${nearestOrAll(address, names, 'Devices')}`)
}

/** The Intercom at `site/device`, without case. Throws NOT_FOUND with the nearest names. */
export function intercomAddress(file: RigFile, address: string): { readonly site: string; readonly device: string } {
  const intercoms = Object.entries(file.sites).flatMap(([site, { devices = {} }]) =>
    Object.entries(devices).flatMap(([device, { kind }]) => (kind === 'intercom' ? { site, device } : [])),
  )
  const found = intercoms.find(({ site, device }) => `${site}/${device}` === address.trim().toLowerCase())
  if (found !== undefined) return found
  const names = intercoms.map(({ site, device }) => `${site}/${device}`)
  throw new RigError(
    'NOT_FOUND',
    `no Intercom ${address} in rig ${file.rig}.${nearestOrAll(address, names, 'Intercoms')}`,
  )
}

/** The site of that name, without case; `member:` and hosts name Miniservers, so their names and serials do as well. */
export function siteNamed(file: RigFile, name: string): string {
  const wanted = name.trim().toLowerCase()
  const site = Object.keys(file.sites).find((each) => each === wanted) ?? siteOfMiniserver(file, wanted)
  if (site !== undefined) return site
  throw new RigError(
    'NOT_FOUND',
    `no site ${name} in rig ${file.rig}.${nearestOrAll(name, Object.keys(file.sites), 'Sites')}`,
  )
}

/** The site of a rig that has one only: it need not be named. */
export function onlySite({ sites }: RigFile): string | undefined {
  const [only, ...others] = Object.keys(sites)
  return others.length === 0 ? only : undefined
}

/** `home/access:Front Door` as the site and what is named there. Throws NOT_FOUND, and USAGE where no site is named. */
export function sitedName(file: RigFile, address: string): { readonly site: string; readonly name: string } {
  return sitedLike(file, address, 'access:Front Door')
}

/** The same of what is no object of permissions. */
export function sitedLike(
  file: RigFile,
  address: string,
  example: string,
): { readonly site: string; readonly name: string } {
  const slash = address.indexOf('/')
  if (slash > 0) return { site: siteNamed(file, address.slice(0, slash)), name: address.slice(slash + 1) }
  const sited = `${Object.keys(file.sites)[0]}/${address.includes(':') ? address : example}`
  throw new RigError('USAGE', `${address} names no site; write for example ${sited}`)
}

function siteOfMiniserver(file: RigFile, wanted: string): string | undefined {
  const called = Object.entries(file.sites).filter(([, { miniserver }]) =>
    [miniserver.serial, miniserver.name].some((each) => each.toLowerCase() === wanted),
  )
  return called.length === 1 ? called[0]?.[0] : undefined
}
