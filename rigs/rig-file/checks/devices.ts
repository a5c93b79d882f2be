import { atKey, type Finding, type Path } from '../finding.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { entries, keys, sitesOf } from '../site-names.ts'

/** The Miniserver's own name on the bus. */
const MINISERVER_DEVICE = 'miniserver'

/** Devices and iButton readers of a site share their names: each is a device of the bus, or stands in its place. */
export function* checkDevices(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    const seen = new Set([MINISERVER_DEVICE])
    for (const [at, name] of deviceNames([...path, 'devices'], site)) {
      if (seen.has(name)) yield atKey(at, 'NAME_TAKEN', `There is a device "${name}" at this site already.`)
      seen.add(name)
    }
  }
}

function deviceNames(path: Path, site: LooseSite): (readonly [Path, string])[] {
  return entries(site.devices).flatMap(([name, device]) => {
    const readers = device?.kind === 'one-wire-extension' ? keys(device.readers) : []
    const own: readonly [Path, string] = [[...path, name], name]
    return [own, ...readers.map((reader) => [[...path, name, 'readers', reader], reader] as const)]
  })
}
