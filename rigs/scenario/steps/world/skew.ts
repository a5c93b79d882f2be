import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { siteNamed } from '../../../control/addresses.ts'
import { Duration } from '../../../rig-file/schema/words.ts'
import { aSite } from '../../references.ts'
import { Site } from '../../words.ts'
import { driftOf, EVERY, isDrift } from './drift.ts'
import { faultWord } from './fault-word.ts'

const SignedDuration = z
  .string()
  .max(17)
  .regex(/^-?\d+(?:\.\d+)?(?:ms|s|m|h|d)$/, 'is a number with its unit, such as 30s, or -30s for a clock that loses')

export const skew = faultWord({
  word: 'skew',
  schema: z
    .strictObject({
      skew: Site,
      by: SignedDuration.meta({ description: 'What it gains, or loses where it begins with a minus; 0s ends it.' }),
      every: Duration.regex(/[1-9]/, 'is no time').optional().meta({ default: EVERY, description: 'In how long.' }),
    })
    .meta({
      description:
        'From now on the wall clock of a site goes wrong, little by little; set-clock moves it at once. Pulses, windows and ' +
        'timeouts go by monotonic time, which is right.',
    }),
  names: { skew: aSite },
  tell: ({ skew, by, every = EVERY }) =>
    /[1-9]/.test(by) ? `skew the clock of ${skew} by ${by} in ${every}` : `end the skew of the clock of ${skew}`,
  act(faults, rig, { skew, by, every = EVERY }) {
    const drift = driftOf(by, every)
    if (!isDrift(drift))
      throw new RigError('USAGE', `a clock goes wrong by less than ${every} in ${every}, not by ${by}`)
    return faults.skew(siteNamed(rig, skew), drift)
  },
})
