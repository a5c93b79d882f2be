import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
import {
  defined,
  entries,
  entryNamed,
  keys,
  type LooseControl,
  namesOf,
  type SiteNames,
  sitesOf,
} from '../site-names.ts'
import { millisecondsOf } from '../units.ts'
import { missing } from './missing.ts'

/** Rooms, categories and devices of function blocks are there, and no device serves two of them. */
export function* checkControls(rig: LooseRig): Iterable<Finding> {
  for (const { key, path, site } of sitesOf(rig)) {
    const names = namesOf(site)
    const users = new Map<string, string>()
    for (const [name, control] of entries(site.program?.controls)) {
      if (control === undefined) continue
      const at = [...path, 'program', 'controls', name]
      yield* missing('room', names.rooms, [[[...at, 'room'], control.room]])
      yield* missing('category', names.categories, [[[...at, 'category'], control.category]])
      yield* checkReference(rig, key, at, control)
      yield* checkSelection(at, control, names)
      if (control.kind === 'nfc-code-input' || control.kind === 'nfc-tag-input')
        yield* missing('NFC Code Touch', names.keypads, [[[...at, 'reader'], control.reader]])
      const device = deviceOf(at, control, names)
      if (device?.name === undefined) continue
      yield* missing(device.what, device.names, [[device.path, device.name]])
      const other = users.get(device.name)
      if (other !== undefined)
        yield atValue(device.path, 'READER_TAKEN', `Control "${other}" has "${device.name}" already.`)
      users.set(device.name, other ?? name)
    }
  }
}

/** What another site has is there. */
function* checkReference(rig: LooseRig, key: string, at: Path, control: LooseControl): Iterable<Finding> {
  if (control.kind !== 'trusted-io-reference' && control.kind !== 'intercom-reference') return
  const hosted = control.kind === 'intercom-reference' ? 'intercom' : 'trusted-io'
  yield* missing('site', keys(rig.sites), [[[...at, 'host'], control.host]])
  const host = control.host === undefined ? undefined : entryNamed(rig.sites, control.host)
  const there = entries(host?.program?.controls).filter(([, each]) => each?.kind === hosted)
  if (host === undefined || control.host === undefined) return
  const inTrusts = defined(rig.trusts).map(({ manager, members }) => [manager, ...defined(members)])
  if (!inTrusts.some((sites) => sites.includes(control.host) && sites.includes(key))) {
    yield atValue([...at, 'host'], 'NOT_A_MEMBER', `"${control.host}" is in no Trust with "${key}".`)
  }
  const names = there.map(([name]) => name)
  if (control.kind === 'intercom-reference')
    yield* missing(`Intercom of ${control.host} called`, names, [[[...at, 'intercom'], control.intercom]])
  if (control.kind === 'trusted-io-reference')
    yield* missing(`input or output of ${control.host} called`, names, [[[...at, 'io'], control.io]])
}

function* checkSelection(at: Path, control: LooseControl, { externalReaders }: SiteNames): Iterable<Finding> {
  if (control.kind !== 'access-controller' || !externalReaders.includes(control.reader ?? '')) return
  if (control.selection === undefined || millisecondsOf(control.selection) === 0) return
  const sentence = '"selection" is of doors at a 1-Wire Extension; what an external reader tells needs no Sel.'
  yield atKey([...at, 'selection'], 'INVALID_VALUE', sentence)
}

interface DeviceReference {
  readonly path: Path
  readonly name: string | undefined
  readonly what: string
  readonly names: readonly string[]
}

function deviceOf(at: Path, control: LooseControl, names: SiteNames): DeviceReference | undefined {
  switch (control.kind) {
    case 'authentication-nfc-code-touch':
      return { path: [...at, 'reader'], name: control.reader, what: 'NFC Code Touch', names: names.keypads }
    case 'access-controller':
      return {
        path: [...at, 'reader'],
        name: control.reader,
        what: 'iButton reader or external reader',
        names: [...names.iButtonReaders, ...names.externalReaders],
      }
    case 'intercom':
      return { path: [...at, 'device'], name: control.device, what: 'Intercom', names: names.intercoms }
    default:
      return undefined
  }
}
