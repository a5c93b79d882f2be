import { z } from 'zod'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Site, WallTime } from '../../words.ts'

export const setClock = stepWord({
  word: 'set-clock',
  kind: 'action',
  schema: z
    .strictObject({ 'set-clock': WallTime, site: Site })
    .meta({ description: 'Sets the wall clock of one site and nothing else.' }),
  names: { site: aSite },
  tell: (step) => `set the clock of ${step.site} to ${step['set-clock']}`,
  run: async ({ rig }, { 'set-clock': time, site }) => done(await rig.call('time-set', { site, time })),
})
