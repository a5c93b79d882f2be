import { WAYS } from '../../../sim/domain/connectivity/standing.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding, type Path } from '../finding.ts'
import type { LooseRig, LooseSite } from '../shape.ts'
import { sitesOf } from '../site-names.ts'

/** Serial numbers and names are there once in a rig: both stand for the Miniserver in a Trust. Time zones are known ones. */
export function* checkMiniservers(rig: LooseRig): Iterable<Finding> {
  const serials = new Map<string, string>()
  const names = new Map<string, string>()
  for (const { key, path, site } of sitesOf(rig)) {
    const { serial, name, timeZone } = site.miniserver ?? {}
    const other = serial && serials.get(serial.toUpperCase())
    if (other)
      yield atValue(
        [...path, 'miniserver', 'serial'],
        'DUPLICATE_SERIAL',
        `Site "${other}" has this serial number already.`,
      )
    else if (serial) serials.set(serial.toUpperCase(), key)

    const namesake = name && names.get(name.toLowerCase())
    if (namesake)
      yield atValue(
        [...path, 'miniserver', 'name'],
        'NAME_TAKEN',
        `The Miniserver of site "${namesake}" is called so, too.`,
      )
    else if (name) names.set(name.toLowerCase(), key)

    if (site.miniserver !== undefined) yield* checkInternet([...path, 'miniserver'], site.miniserver)

    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      const nearest = didYouMean(timeZone, Intl.supportedValuesOf('timeZone'))
      yield atValue(
        [...path, 'miniserver', 'timeZone'],
        'TIME_ZONE_UNKNOWN',
        `"${timeZone}" is no IANA time zone.${nearest}`,
      )
    }
  }
}

/** A way in needs that somebody comes in from outside, and an address of one's own that one is used. */
function* checkInternet(path: Path, { external, internet }: NonNullable<LooseSite['miniserver']>): Iterable<Finding> {
  if (internet === undefined) return
  const { by } = internet
  const ways = WAYS.filter((way) => (typeof by === 'object' ? by.includes(way) : by === way))
  if (external === false && ways.length > 0)
    yield atValue([...path, 'external'], 'INVALID_VALUE', 'It is reached from outside: "internet" says how.')
  if (internet.address !== undefined && !ways.includes('hand'))
    yield atValue(
      [...path, 'internet', 'address'],
      'INVALID_VALUE',
      'Only what is set up by hand has an address of its own.',
    )
}

/** Names only: offsets such as +01:00, which newer Node versions take, know no daylight saving time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
