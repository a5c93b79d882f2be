import { z } from 'zod'
import { siteNamed } from '../../../control/addresses.ts'
import { callerAt } from '../../../control/callers.ts'
import type { TimedRequest } from '../../../estate.ts'
import { identityOf } from '../../../rig-file/identity.ts'
import { millisecondsOf } from '../../../rig-file/units.ts'
import { aSite } from '../../references.ts'
import type { Stage } from '../../stage.ts'
import { done, stepWord } from '../../step-word.ts'
import { Site, Wait } from '../../words.ts'

const EVERYBODY = 'everybody'

export const burden = stepWord({
  word: 'burden',
  kind: 'action',
  schema: z
    .strictObject({
      burden: Site.meta({ description: 'The site that is asked.' }),
      from: z.union([z.literal(EVERYBODY), z.array(Site).min(1)]).meta({
        description: 'The sites that ask; everybody: all others.',
      }),
      'per-second': z.number().min(0.1).max(100).meta({ description: 'How often each of them asks.' }),
      for: Wait.meta({ description: 'How long. So much time passes.' }),
    })
    .meta({
      description:
        'Miniservers ask a Trust peer again and again for what it offers, whether they were answered or not (docs/behaviour.md 3.3.5).',
    }),
  names: { burden: aSite },
  tell: ({ burden, from, 'per-second': rate, for: duration }) =>
    `let ${from === EVERYBODY ? from : from.join(', ')} ask ${burden} ${rate} times a second for ${duration}`,
  run: async (stage, { burden: asked, from, 'per-second': rate, for: duration }) => {
    const { estate } = stage
    const { serial, site } = identityOf(estate.file, siteNamed(estate.file, asked))
    const others = Object.keys(estate.file.sites).filter((each) => each !== site)
    const sites = from === EVERYBODY ? others : from.map((each) => siteNamed(estate.file, each))
    const forMs = millisecondsOf(duration)
    const times = Array.from({ length: Math.floor((forMs * rate) / 1_000) }, (_, index) => (index * 1_000) / rate)
    const requests = times.flatMap((afterMs) => sites.map((each) => requestOf(stage, each, serial, afterMs)))
    const outcomes = await estate.putRequests(requests, forMs)
    const codes = outcomes.flatMap(({ code }) => code ?? [])
    return done({ asked: outcomes.length, answered: outcomes.length - codes.length, codes: [...new Set(codes)].sort() })
  },
})

function requestOf({ estate }: Stage, site: string, serial: string, afterMs: number): TimedRequest {
  return { site, caller: callerAt(estate, site), command: { type: 'discover', serial }, afterMs }
}
