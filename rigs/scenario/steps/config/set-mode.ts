import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { aMode, aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, Site, Text } from '../../words.ts'

export const setMode = stepWord({
  word: 'set-mode',
  kind: 'action',
  schema: z
    .strictObject({
      'set-mode': Text.meta({ description: 'An operating mode that is no weekday, such as Public holiday.' }),
      site: Site,
      active: z.boolean(),
      ...by,
    })
    .meta({ description: 'Switches an operating mode on or off, at once; documents stay as they are.' }),
  names: { site: aSite, 'set-mode': aMode },
  tell: (step) => `switch ${step['set-mode']} ${step.active ? 'on' : 'off'} at ${step.site}`,
  run: async (stage, { 'set-mode': mode, site, active, by }) =>
    done(await stage.rig.call('mode-set', { site, mode, active, ...callerOf(stage, site, by) })),
})
