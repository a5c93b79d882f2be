import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import type { Loose, LooseRig, LooseSite, RigDevice } from '../shape.ts'
import { entries, keys, sitesOf } from '../site-names.ts'

/** The Miniserver's own name on the bus. */
const MINISERVER_DEVICE = 'miniserver'

/** Devices and iButton readers of a site share their names: each is a device of the bus, or stands in its place. */
export function* checkDevices(rig: LooseRig): Iterable<Finding> {
  for (const { path, site } of sitesOf(rig)) {
    yield* checkLines([...path, 'devices'], site)
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

const NOT_OF_TEXT = 'Lines of text are external IDs; say how the number of a tag or an iButton is spelled.'

/** Only an external reader tells text. */
function* checkLines(path: Path, site: LooseSite): Iterable<Finding> {
  for (const [name, device] of entries(site.devices)) {
    if (device?.kind === 'nfc-code-touch') yield* checkEncoding([...path, name], device.source)
    if (device?.kind !== 'one-wire-extension') continue
    for (const [reader, read] of entries(device.readers)) {
      yield* checkEncoding([...path, name, 'readers', reader], read?.source)
    }
  }
}

type Source = NonNullable<Extract<RigDevice, { kind: 'nfc-code-touch' }>['source']>

function* checkEncoding(path: Path, source: Loose<Source> | undefined): Iterable<Finding> {
  if (source?.kind !== 'serial' || source.line?.encoding !== 'text') return
  yield atValue([...path, 'source', 'line', 'encoding'], 'INVALID_VALUE', NOT_OF_TEXT)
}
