import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { siteNamed } from '../../../control/addresses.ts'
import { zoneOf } from '../../../control/commands/time.ts'
import { localText } from '../../../control/instants.ts'
import { nextInstant } from '../../instants.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Site, WallTime } from '../../words.ts'

export const until = stepWord({
  word: 'until',
  kind: 'time',
  schema: z
    .strictObject({
      until: WallTime,
      site: Site.optional().meta({ description: 'Whose clock; the first site when left out.' }),
    })
    .meta({ description: 'Lets time pass until the clock of a site shows this.' }),
  names: { site: aSite },
  tell: ({ until, site }) => `wait until ${until}${site === undefined ? '' : ` at ${site}`}`,
  run: async ({ rig, estate }, { until, site: given }) => {
    const site = siteNamed(estate.file, given ?? Object.keys(estate.file.sites)[0] ?? '')
    const zone = zoneOf(estate, site)
    const { wallMs } = estate.clock.now(site)
    const ahead = nextInstant(until, zone, wallMs) - wallMs
    if (ahead <= 0) throw new RigError('DEADLINE', `${until} is past: it is ${localText(zone, wallMs)} at ${site}`)
    const durationMs = estate.clock.timeFor?.(site, ahead) ?? ahead
    return done(await rig.call('time-advance', { duration: `${Math.ceil(durationMs)}ms` }))
  },
})
