import { RigError } from '../../../sim/domain/errors.ts'
import { siteNamed } from '../../control/addresses.ts'
import { instantAt, localText } from '../../control/instants.ts'
import { isWallClock } from '../../factory/zone-span.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { isSkipped, isTimeOfDay, nextInstant } from '../instants.ts'
import { driftOf, EVERY, isDrift } from '../steps/world/drift.ts'

/** What one `advance` may let pass (docs/limits.md). */
const ADVANCE_MAX_MS = 366 * 86_400_000

/**
 * The sites' wall clocks as a scenario moves them; what steps take by themselves is not counted.
 *
 * What cannot be is thrown as RigError, with what goes behind `"until" is`: DEADLINE where a time is over, USAGE where there is
 * no such time, NOT_FOUND where there is no such site.
 */
export class Clocks {
  readonly #rig: RigFile
  readonly #wallMs: Map<string, number>
  /** How much each clock gains in a millisecond. */
  readonly #gains = new Map<string, number>()

  constructor(rig: RigFile, startWallMs: number) {
    this.#rig = rig
    this.#wallMs = new Map(Object.keys(rig.sites).map((site) => [site, startWallMs]))
  }

  pass(duration: string): void {
    const durationMs = millisecondsOf(duration)
    if (durationMs > ADVANCE_MAX_MS)
      throw new RigError('USAGE', `${duration}, which is longer than a year; set the clocks instead`)
    this.#passMs(durationMs, duration)
  }

  passUntil(text: string, given: unknown): void {
    const { nowMs, zone, site } = this.#at(given)
    const instantMs = nextInstant(text, zone, nowMs)
    requireShown(text, zone, instantMs)
    if (instantMs <= nowMs)
      throw new RigError('DEADLINE', `${text}, which is over by then: it is ${localText(zone, nowMs)} at ${site}`)
    this.#passMs((instantMs - nowMs) / this.#paceOf(site), text)
  }

  /** As `passUntil`; but a time of day that it is already is not tomorrow's. */
  passUntilNext(text: string, given: unknown): void {
    const { nowMs, zone, site } = this.#at(given)
    if (isTimeOfDay(text) && instantAt(text, zone, nowMs) === nowMs)
      throw new RigError('DEADLINE', `${text}, which it is already at ${site}; leave it out, or write the day as well`)
    this.passUntil(text, given)
  }

  set(text: string, given: unknown): void {
    const { nowMs, zone, site } = this.#at(given)
    const instantMs = instantAt(text, zone, nowMs)
    requireShown(text, zone, instantMs)
    requireKnown(instantMs, text)
    this.#wallMs.set(site, instantMs)
  }

  /** From now on a clock goes wrong; by how much it can is not judged here. */
  skew(site: unknown, by: string, every: unknown): void {
    const drift = driftOf(by, typeof every === 'string' ? every : EVERY)
    if (isDrift(drift)) this.#gains.set(this.#at(site).site, drift.byMs / drift.everyMs)
  }

  #paceOf(site: string): number {
    return 1 + (this.#gains.get(site) ?? 0)
  }

  #at(given: unknown): { nowMs: number; zone: string; site: string } {
    const site = typeof given === 'string' ? siteNamed(this.#rig, given) : (Object.keys(this.#rig.sites)[0] ?? '')
    const zone = this.#rig.sites[site]?.miniserver.timeZone ?? 'UTC'
    return { nowMs: this.#wallMs.get(site) ?? 0, zone, site }
  }

  #passMs(durationMs: number, text: string): void {
    for (const [site, wallMs] of this.#wallMs) {
      const shownMs = Math.round(wallMs + durationMs * this.#paceOf(site))
      requireKnown(shownMs, text)
      this.#wallMs.set(site, shownMs)
    }
  }
}

function requireShown(text: string, zone: string, instantMs: number): void {
  if (isSkipped(text, zone, instantMs))
    throw new RigError('USAGE', `${text}, a time that the clocks of ${zone} skip when they go forward`)
}

function requireKnown(instantMs: number, text: string): void {
  if (!isWallClock(instantMs))
    throw new RigError('USAGE', `${text}, which leads out of the years 2009 to 2099 for which time zones are known`)
}
