import { RigError } from '../../../../sim/domain/errors.ts'
import { type Place, placeText, type Way } from '../../../faults.ts'
import type { RigFile } from '../../../rig-file/shape.ts'
import { placeNamed } from './place.ts'
import { Place as PlaceText } from './words.ts'

/** How steps say which direction of which link is meant; the same for all faults of links. */
export const link = {
  to: PlaceText.optional().meta({ description: 'One way: what is sent to this one.' }),
  from: PlaceText.optional().meta({ description: 'Both ways, each for itself: all between the two.' }),
}

export interface LinkNames {
  readonly to?: string | undefined
  readonly from?: string | undefined
}

/**
 * The directions that are meant: between two, or of one with everybody. A Miniserver alone has its links to all other
 * Miniservers, a device its line to its own Miniserver. Throws RigError NOT_FOUND, and USAGE where there is no such link.
 */
export function waysOf(rig: RigFile, text: string, { to, from }: LinkNames): Way[] {
  if (to !== undefined && from !== undefined)
    throw new RigError('USAGE', 'a link is meant one way, with to, or both ways, with from, not with both')
  const one = placeNamed(rig, text)
  if (to !== undefined) return [wayBetween(one, placeNamed(rig, to))]
  const others = from === undefined ? neighboursOf(rig, one) : [placeNamed(rig, from)]
  return others.flatMap((other) => [wayBetween(one, other), wayBetween(other, one)])
}

/** `office from home`, `what office sends to home`, `office from everybody`, `the line of home/front-door`. */
export function linkText(text: string, { to, from }: LinkNames): string {
  if (to !== undefined) return `what ${text} sends to ${to}`
  if (from !== undefined) return `${text} from ${from}`
  return text.includes('/') ? `the line of ${text}` : `${text} from everybody`
}

/** `between office and home`, `on the way from office to home` … */
export function onLink(text: string, { to, from }: LinkNames): string {
  if (to !== undefined) return `on the way from ${text} to ${to}`
  if (from !== undefined) return `between ${text} and ${from}`
  return text.includes('/') ? `on the line of ${text}` : `between ${text} and everybody`
}

function neighboursOf({ sites, rig }: RigFile, { site, device }: Place): Place[] {
  if (device !== undefined) return [{ site }]
  const others = Object.keys(sites).filter((each) => each !== site)
  if (others.length > 0) return others.map((each) => ({ site: each }))
  throw new RigError(
    'USAGE',
    `there is no Miniserver but ${site} in rig ${rig}; the lines of its devices are named ${site}/…`,
  )
}

function wayBetween(from: Place, to: Place): Way {
  const [one, other] = [placeText(from), placeText(to)]
  if (one === other) throw new RigError('USAGE', `no link leads from ${one} to itself`)
  const isLine = (from.device === undefined) !== (to.device === undefined) && from.site === to.site
  const isNetwork = from.device === undefined && to.device === undefined
  if (isLine || isNetwork) return { from, to }
  const device = from.device === undefined ? to : from
  throw new RigError('USAGE', `the line of ${placeText(device)} leads to ${device.site} only`)
}
