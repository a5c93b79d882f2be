import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atKey, atValue, type Finding, type Path } from '../finding.ts'
import { objectAddress, objectAddresses } from '../object-address.ts'
import { principalAt, principalNames } from '../principal.ts'
import type { Loose, LooseRig, RigCheck } from '../shape.ts'
import { defined, keys } from '../site-names.ts'
import { missing } from './missing.ts'

type LooseCheck = Loose<RigCheck>
type Key = keyof RigCheck
type Text = readonly [Path, string]

/** The three forms by the key that makes each, with what it needs and what it may have besides. */
const FORMS: Readonly<Record<string, { readonly needs: readonly Key[]; readonly takes: readonly Key[] }>> = {
  user: { needs: ['object', 'expect'], takes: ['site', 'scope'] },
  whoMay: { needs: ['exactly'], takes: ['site', 'scope'] },
  whatMay: { needs: ['exactly', 'site'], takes: ['kind', 'scope'] },
}
const OF_ALL: readonly Key[] = ['name', 'at']

/** Each check is of one form, and whom and what it names is there. */
export function* checkPermissionChecks(rig: LooseRig): Iterable<Finding> {
  for (const [index, check] of (rig.checks ?? []).entries()) {
    if (check === undefined) continue
    const path: Path = ['checks', index]
    yield* checkForm(path, check)
    yield* missing('site', keys(rig.sites), [[[...path, 'site'], check.site]])
    yield* checkSpan(path, check)
    yield* checkNames(rig, path, check)
  }
}

function* checkForm(path: Path, check: LooseCheck): Iterable<Finding> {
  const [form, ...others] = Object.keys(FORMS).filter((key) => key in check)
  if (form === undefined || others.length > 0) {
    yield atKey(path, 'INVALID_VALUE', 'A check has one of "user", "whoMay" and "whatMay".')
    return
  }
  const { needs = [], takes = [] } = FORMS[form] ?? {}
  for (const key of needs) {
    if (!(key in check)) yield atKey([...path, form], 'MISSING_KEY', `"${key}" is missing: "${form}" needs it.`)
  }
  const known = [form, ...needs, ...takes, ...OF_ALL]
  for (const key of keys(check).filter((each) => !known.includes(each))) {
    yield atKey([...path, key], 'INVALID_VALUE', `"${key}" does not go with "${form}".`)
  }
}

function* checkSpan(path: Path, { at }: LooseCheck): Iterable<Finding> {
  if (typeof at !== 'object' || !('from' in at)) return
  const { from, until } = at
  // A local time and an instant can be compared only where the site is.
  const isComparable = from !== undefined && until !== undefined && from.length === until.length
  if (isComparable && Date.parse(from) >= Date.parse(until)) {
    yield atValue([...path, 'at', 'until'], 'INVALID_VALUE', '"until" is not after "from".')
  }
}

/** Users are those of the site whose object it is; `exactly` has what the other one is asked about. */
function* checkNames(rig: LooseRig, path: Path, check: LooseCheck): Iterable<Finding> {
  const { whatMay, whoMay, site } = check
  const objects = [...textsAt(path, 'object', check.object), ...textsAt(path, 'whoMay', whoMay)]
  const listed = textsAt(path, 'exactly', check.exactly)
  const found = [...objects, ...(whatMay === undefined ? [] : listed)].map(([at, text]) => {
    return [at, text, objectAddress(rig, text, site)] as const
  })
  for (const [at, text, address] of found) if (address === undefined) yield noObject(rig, at, text, site)
  const sites = new Set(whatMay === undefined ? found.flatMap(([, , address]) => address?.site ?? []) : defined([site]))
  const people = [
    ...[...textsAt(path, 'user', check.user), ...textsAt(path, 'whatMay', whatMay)],
    ...(whoMay === undefined ? [] : listed),
  ]
  for (const each of sites) for (const [at, text] of people) yield* checkPrincipal(rig, each, at, text)
}

function noObject(rig: LooseRig, at: Path, text: string, site: string | undefined): Finding {
  const isSited = text.includes('/') || site !== undefined
  const hint = didYouMean(
    isSited && site !== undefined && !text.includes('/') ? `${site}/${text}` : text,
    objectAddresses(rig),
  )
  const where = isSited ? '' : ' It names no site: write it as home/access:Front Door.'
  return atValue(at, 'NOT_FOUND', `There is no "${text}".${where}${hint}`)
}

function* checkPrincipal(rig: LooseRig, site: string, at: Path, text: string): Iterable<Finding> {
  if (rig.sites?.[site] === undefined || principalAt(rig, site, text) !== undefined) return
  const hint = didYouMean(text, principalNames(rig, site))
  yield atValue(at, 'NOT_FOUND', `Nobody is called "${text}" at ${site}.${hint}`)
}

/** One text or several, with their paths. */
function textsAt(path: Path, key: Key, value: string | readonly (string | undefined)[] | undefined): Text[] {
  if (value === undefined) return []
  if (typeof value === 'string') return [[[...path, key], value]]
  return value.flatMap((text, index): Text[] => (text === undefined ? [] : [[[...path, key, index], text]]))
}
