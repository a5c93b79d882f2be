import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { zoneOf } from '../../control/commands/time.ts'
import { instantAt, localText } from '../../control/instants.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, WallTime } from '../words.ts'

const OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/

export const clock = matcher({
  word: 'clock',
  schema: z
    .strictObject({
      clock: Site,
      shows: WallTime.meta({ description: 'Without seconds, the minute that it shows.' }),
    })
    .meta({ description: "What a site's clock on the wall shows." }),
  names: { clock: aSite },
  tell: ({ clock, shows }) => `the clock of ${clock} to show ${shows}`,
  concerns: () => false,
  look: async ({ estate }, { clock: name, shows }): Promise<Look> => {
    const site = siteNamed(estate.file, name)
    const zone = zoneOf(estate, site)
    const { wallMs } = estate.clock.now(site)
    const isShown = OFFSET.test(shows) ? isInstant(shows, wallMs) : isText(shows, localText(zone, wallMs))
    return isShown ? { met: shows } : { happened: `it shows ${localText(zone, wallMs)}` }
  },
})

function isInstant(text: string, wallMs: number): boolean {
  const sinceMs = wallMs - instantAt(text, 'UTC', wallMs)
  return sinceMs >= 0 && sinceMs < (/:\d{2}:\d{2}/.test(text) ? 1000 : 60_000)
}

/** `08:00`, `08:00:30`, `2026-10-25 02:30`: an hour that comes twice is shown twice. */
function isText(text: string, shown: string): boolean {
  const [time = '', day] = text.replace(' ', 'T').split('T').reverse()
  const [shownDay, shownTime = ''] = shown.split('T')
  return shownTime.startsWith(time.replace(/\..*$/, '')) && (day === undefined || day === shownDay)
}
