import { RigError } from '../../../../sim/domain/errors.ts'
import { didYouMean } from '../../../../sim/domain/nearest.ts'
import { siteNamed } from '../../../control/addresses.ts'
import type { Place } from '../../../faults.ts'
import type { RigFile } from '../../../rig-file/shape.ts'

/** `home` is the Miniserver of that site, `home/front-door` a device of it. Throws RigError NOT_FOUND, and USAGE for a reader. */
export function placeNamed(rig: RigFile, text: string): Place {
  const slash = text.indexOf('/')
  if (slash < 0) return { site: siteNamed(rig, text) }
  const site = siteNamed(rig, text.slice(0, slash))
  const device = text
    .slice(slash + 1)
    .trim()
    .toLowerCase()
  const devices = rig.sites[site]?.devices ?? {}
  if (Object.hasOwn(devices, device)) return { site, device }
  const extension = Object.keys(devices).find((each) => hasReader(devices[each], device))
  if (extension !== undefined)
    throw new RigError(
      'USAGE',
      `${text} is a reader of ${site}/${extension}; name that, which has the line and the power`,
    )
  const names = Object.keys(devices).map((each) => `${site}/${each}`)
  throw new RigError('NOT_FOUND', `no device ${text} in rig ${rig.rig}.${didYouMean(text, names)}`)
}

function hasReader(device: NonNullable<RigFile['sites'][string]['devices']>[string] | undefined, reader: string) {
  return device?.kind === 'one-wire-extension' && Object.hasOwn(device.readers, reader)
}
