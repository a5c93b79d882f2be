import { RigError } from '../../../sim/domain/errors.ts'
import { siteNamed } from '../../control/addresses.ts'
import { instantAt, localText } from '../../control/instants.ts'
import { atValue, type Finding } from '../../rig-file/finding.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { nextInstant } from '../instants.ts'
import type { CheckedStep } from './steps.ts'

/** Whether the times that steps name exist, and are still ahead when their step comes. What steps take by themselves is not counted. */
export function checkTimes(steps: readonly CheckedStep[], rig: RigFile, startWallMs: number): Finding[] {
  const clocks = new Clocks(rig, startWallMs)
  return steps.flatMap((step) => {
    const key = step.word.word
    try {
      return PASSING[key]?.(clocks, step.value) ?? []
    } catch (error) {
      // A site that is not there is found by its name.
      if (!(error instanceof RigError) || error.code === 'NOT_FOUND') return []
      const code = error.code === 'DEADLINE' ? 'TIME_PAST' : 'INVALID_VALUE'
      return [atValue([...step.path, key], code, `"${key}" is ${error.message}.`)]
    }
  })
}

/** What each word does to the clocks. */
const PASSING: Readonly<Record<string, (clocks: Clocks, value: CheckedStep['value']) => void>> = {
  advance: (clocks, { advance }) => clocks.pass(String(advance)),
  never: (clocks, value) => clocks.pass(String(value.for)),
  until: (clocks, { until, site }) => clocks.passUntil(String(until), site),
  'set-clock': (clocks, value) => clocks.set(String(value['set-clock']), value.site),
}

class Clocks {
  readonly #rig: RigFile
  readonly #wallMs: Map<string, number>

  constructor(rig: RigFile, startWallMs: number) {
    this.#rig = rig
    this.#wallMs = new Map(Object.keys(rig.sites).map((site) => [site, startWallMs]))
  }

  pass(duration: string): void {
    this.#passMs(millisecondsOf(duration))
  }

  passUntil(text: string, given: unknown): void {
    const { nowMs, zone, site } = this.#at(given)
    const aheadMs = nextInstant(text, zone, nowMs) - nowMs
    if (aheadMs <= 0)
      throw new RigError('DEADLINE', `${text}, which is over by then: it is ${localText(zone, nowMs)} at ${site}`)
    this.#passMs(aheadMs)
  }

  set(text: string, given: unknown): void {
    const { nowMs, zone, site } = this.#at(given)
    this.#wallMs.set(site, instantAt(text, zone, nowMs))
  }

  #at(given: unknown): { nowMs: number; zone: string; site: string } {
    const site = typeof given === 'string' ? siteNamed(this.#rig, given) : (Object.keys(this.#rig.sites)[0] ?? '')
    const zone = this.#rig.sites[site]?.miniserver.timeZone ?? 'UTC'
    return { nowMs: this.#wallMs.get(site) ?? 0, zone, site }
  }

  #passMs(durationMs: number): void {
    for (const [site, wallMs] of this.#wallMs) this.#wallMs.set(site, wallMs + durationMs)
  }
}
