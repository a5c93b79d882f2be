import { RigError } from '../../sim/domain/errors.ts'
import { localText } from '../control/instants.ts'
import type { Estate } from '../estate.ts'
import { isWallClock, WALL_CLOCK_MS } from '../factory/zone-span.ts'
import { openVirtualRig } from '../open.ts'
import type { Fault } from '../rig-file/fault.ts'
import type { Finding } from '../rig-file/finding.ts'
import { type LintedRig, lintedRig } from '../rig-file/lints/linted-rig.ts'
import { placesInFile } from '../rig-file/lints/place-in-file.ts'
import type { RigCheck, RigFile } from '../rig-file/shape.ts'
import type { Asking, Deviation, LookAt } from './asking.ts'
import type { WrittenAt } from './because.ts'
import type { CheckFailure } from './failure.ts'
import { lookAtWhatMay, lookAtWhoMay } from './forms/lists.ts'
import { lookAtMay } from './forms/may.ts'
import { type CheckedSite, checkedSite } from './site.ts'
import { timesOf } from './times.ts'

export interface CheckRun {
  readonly passed: number
  /** In the order of the file; one check may fail for several users and objects. */
  readonly failures: readonly CheckFailure[]
}

/**
 * Looks at the `checks:` of a rig file that has no faults: starts the rig in the virtual world with its Trusts carried out, and
 * asks what its Miniservers then run, by the rules with which they decide.
 *
 * The rig starts at the earliest time that any check asks about, or now where that is earlier, so that nobody who was to be
 * deleted meanwhile is gone.
 *
 * A rig that cannot be started, or whose Trusts cannot be carried out, passes none; one failure at `checks` says why.
 *
 * @param place where something of the rig is written
 * @param nowMs from when on `always` is, milliseconds since 1970 UTC
 */
export async function runChecks(file: RigFile, place: (finding: Finding) => Fault, nowMs: number): Promise<CheckRun> {
  const checks = file.checks ?? []
  if (checks.length === 0) return { passed: 0, failures: [] }
  try {
    return await askAll(file, checks, place, nowMs)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return { passed: 0, failures: [notStarted(error, place, nowMs)] }
  }
}

async function askAll(
  file: RigFile,
  checks: readonly RigCheck[],
  place: (finding: Finding) => Fault,
  nowMs: number,
): Promise<CheckRun> {
  await using rig = await openVirtualRig(file, { seed: 1, startWallMs: startOf(file, nowMs), trusts: true })
  const asking = await askingOf(rig.estate, file, place, nowMs)
  const failures: CheckFailure[] = []
  let passed = 0
  for (const [index, check] of checks.entries()) {
    const zoneOf = ({ site }: CheckedSite): string => file.sites[site]?.miniserver.timeZone ?? 'UTC'
    const deviations = [...formOf(check)(asking, check, (site) => timesOf(check, zoneOf(site), nowMs))]
    if (deviations.length === 0) passed += 1
    for (const each of deviations) failures.push(failureOf(check, index, each, place))
  }
  return { passed, failures }
}

function notStarted({ message }: RigError, place: (finding: Finding) => Fault, nowMs: number): CheckFailure {
  const sentence = `No check can be asked: the rig as it is written does not start: ${message}`
  const fault = place({ path: ['checks'], at: 'key', code: 'CHECK_FAILED', message: sentence })
  return { ...fault, at: new Date(nowMs).toISOString(), expected: 'a rig that starts', found: message, because: [] }
}

function formOf(check: RigCheck): LookAt {
  if (check.whoMay !== undefined) return lookAtWhoMay
  return check.whatMay === undefined ? lookAtMay : lookAtWhatMay
}

/** Zones differ by less than a day either way. */
function startOf({ checks = [] }: RigFile, nowMs: number): number {
  const instants = checks.flatMap((check) => {
    const times = timesOf(check, 'UTC', nowMs)
    return 'fromMs' in times ? [times.fromMs] : [...times]
  })
  const earliest = Math.min(nowMs, ...instants.filter(isWallClock).map((instant) => instant - DAY_MS))
  return Math.max(earliest, WALL_CLOCK_MS[0])
}

const DAY_MS = 86_400_000

async function askingOf(
  estate: Estate,
  file: RigFile,
  place: (finding: Finding) => Fault,
  nowMs: number,
): Promise<Asking> {
  const built = lintedRig(file)
  const sites = new Map<string, CheckedSite>()
  for (const site of Object.keys(file.sites)) sites.set(site, await checkedSite(estate, site))
  return {
    file,
    nowMs,
    writtenAt: writtenIn(built, place),
    site: (key) => known(sites.get(key), key),
    built: (key) =>
      known(
        built.sites.find(({ site }) => site === key),
        key,
      ),
  }
}

function known<Found>(found: Found | undefined, key: string): Found {
  if (found === undefined) throw new TypeError(`unchecked site ${key}`)
  return found
}

function writtenIn(built: LintedRig, place: (finding: Finding) => Fault): WrittenAt {
  const places = new Map(built.sites.map(({ site, build, permissions }) => [site, placesInFile(build, permissions)]))
  return (site, assignment) => {
    const path = places.get(site)?.assignment(assignment)
    if (path === undefined) return undefined
    const { file, line, column } = place({ path, at: 'value', code: 'CHECK_FAILED', message: '' })
    return { file, line, column }
  }
}

function failureOf(
  { name }: RigCheck,
  index: number,
  { path, scopes, who, site, at, expected, found, because }: Deviation,
  place: (finding: Finding) => Fault,
): CheckFailure {
  const when = localText(site.zone.name, at)
  const where = scopes.includes('physical') ? '' : ` (${scopes.join(' and ')})`
  const message = `${name === undefined ? '' : `${name}: `}${who}${where}, ${when}: expected ${expected}, found ${found}`
  const finding: Finding = { path: ['checks', index, ...path], at: 'value', code: 'CHECK_FAILED', message }
  return {
    ...place(finding),
    ...(name !== undefined && { name }),
    at: new Date(at).toISOString(),
    expected,
    found,
    because,
  }
}
