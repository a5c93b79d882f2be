import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding } from '../finding.ts'
import type { LooseRig } from '../shape.ts'
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

/** Names only: offsets such as +01:00, which newer Node versions take, know no daylight saving time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
