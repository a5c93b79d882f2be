import { atValue, type Finding, type Path } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
import { entries, type LooseControl, namesOf, type SiteNames, sitesOf } from '../site-names.ts'
import { missing } from './missing.ts'

/** Rooms, categories and devices of function blocks are there, and no device serves two of them. */
export function* checkControls(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const names = namesOf(site)
    const users = new Map<string, string>()
    for (const [name, control] of entries(site.program?.controls)) {
      if (control === undefined) continue
      const at = [...path, 'program', 'controls', name]
      yield* missing('room', names.rooms, [[[...at, 'room'], control.room]])
      yield* missing('category', names.categories, [[[...at, 'category'], control.category]])
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
      return { path: [...at, 'reader'], name: control.reader, what: 'iButton reader', names: names.iButtonReaders }
    case 'intercom':
      return { path: [...at, 'device'], name: control.device, what: 'Intercom', names: names.intercoms }
    default:
      return undefined
  }
}
