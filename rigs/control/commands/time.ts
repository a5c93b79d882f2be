import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Estate } from '../../estate.ts'
import { isWallClock } from '../../factory/zone-span.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { siteInput, timeInput } from '../inputs.ts'
import { instantAt, localText } from '../instants.ts'

/** Every sign of life on the way is carried out: longer jumps are for `time set`. */
const ADVANCE_MAX_MS = 366 * 86_400_000

const clockOutput = z.strictObject({
  site: z.string(),
  zone: z.string(),
  local: z.string().describe('What the clock on the wall shows, with its offset'),
  utc: z.string(),
  monotonicMs: z.number(),
})

/** Clocks that differ by less are taken for the same: a second is the smallest time that a Miniserver tells its clients [P]. */
const SKEW_MS = 1000

const skewOutput = z.strictObject({
  code: z.literal('CLOCK_SKEW'),
  ms: z.number().describe('By how much the two differ'),
  ahead: z.string().describe('The site whose clock is ahead of all others'),
  behind: z.string(),
})

const clocksOutput = z.strictObject({
  clocks: z.array(clockOutput),
  skew: skewOutput
    .optional()
    .describe('Where the clocks of the sites differ by a second or more: each site decides by its own'),
})

export const timeShow = rigCommand({
  name: 'time-show',
  summary: 'Shows the clocks of the rig',
  input: z.strictObject({}),
  output: clocksOutput,
  run: async ({ estate }) => clocks(estate),
})

export const timeAdvance = rigCommand({
  name: 'time-advance',
  summary: 'Lets time pass at all sites, by all clocks together, after everything under way has settled',
  input: z.strictObject({ duration: Duration.describe('`30s`, `15m`, `2h`, `1d`') }),
  output: clocksOutput,
  run: async ({ estate, attachments }, { duration }) => {
    const [attached] = attachments.list()
    if (attached !== undefined && !attachments.isStaged) {
      const { site, reader } = attached.slot
      throw new RigError(
        'UNSUPPORTED',
        `${site}/${reader} has a real reader, whose time cannot be advanced; detach it first`,
      )
    }
    const durationMs = millisecondsOf(duration)
    if (durationMs > ADVANCE_MAX_MS)
      throw new RigError('USAGE', `${duration} is longer than a year; set the clocks instead`)
    for (const site of Object.keys(estate.file.sites))
      requireWallClock(estate.clock.now(site).wallMs + durationMs, site)
    await estate.clock.advance(durationMs)
    return clocks(estate)
  },
})

export const timeSet = rigCommand({
  name: 'time-set',
  summary: 'Sets the wall clock of one site and nothing else',
  input: z.strictObject({ site: siteInput, time: timeInput }),
  output: clocksOutput,
  run: async ({ estate }, { site, time }) => {
    const at = siteNamed(estate.file, site)
    const wallMs = instantAt(time, zoneOf(estate, at), estate.clock.now(at).wallMs)
    requireWallClock(wallMs, at)
    await estate.clock.setWall(at, wallMs)
    return clocks(estate)
  },
})

/** Throws USAGE for what no clock of a rig may show. */
function requireWallClock(wallMs: number, site: string): void {
  if (isWallClock(wallMs)) return
  throw new RigError(
    'USAGE',
    `the clock of ${site} would leave the years 2009 to 2099, for which its time zone is known`,
  )
}

/** IANA name of a site's zone. */
export function zoneOf(estate: Estate, site: string): string {
  return estate.file.sites[site]?.miniserver.timeZone ?? 'UTC'
}

function clocks(estate: Estate): z.output<typeof clocksOutput> {
  const sites = Object.keys(estate.file.sites)
  return { clocks: sites.map((site) => clock(estate, site)), ...skewOf(estate, sites) }
}

/** Miniservers know nothing of each other's clocks: only the rig can tell. */
function skewOf(estate: Estate, sites: readonly string[]): { skew?: z.output<typeof skewOutput> } {
  const byTime = sites
    .map((site) => ({ site, wallMs: estate.clock.now(site).wallMs }))
    .sort((one, other) => one.wallMs - other.wallMs)
  const [first, last] = [byTime[0], byTime.at(-1)]
  if (first === undefined || last === undefined || last.wallMs - first.wallMs < SKEW_MS) return {}
  const ms = Math.round(last.wallMs - first.wallMs)
  return { skew: { code: 'CLOCK_SKEW', ms, ahead: last.site, behind: first.site } }
}

function clock(estate: Estate, site: string): z.output<typeof clockOutput> {
  const { wallMs, monotonicMs } = estate.clock.now(site)
  const zone = zoneOf(estate, site)
  const utc = new Date(wallMs).toISOString()
  return { site, zone, local: localText(zone, wallMs), utc, monotonicMs }
}
