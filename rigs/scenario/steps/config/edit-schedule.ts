import { z } from 'zod'
import { Schedule } from '../../../rig-file/schema/schedules.ts'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

const { modes, entries } = Schedule.shape

export const editSchedule = stepWord({
  word: 'edit-schedule',
  kind: 'action',
  schema: z
    .strictObject({
      'edit-schedule': Text,
      site: Site,
      name: Text.optional().meta({ description: 'The new one.' }),
      modes,
      entries: entries.optional().meta({ description: 'All that it has from now on.' }),
      ...plane,
    })
    .meta({ description: 'Changes what is given of an access schedule; whoever has it is affected.' }),
  names: { site: aSite },
  tell: (step) => `edit schedule ${step['edit-schedule']} at ${step.site}`,
  run: async (stage, { 'edit-schedule': schedule, site, name, modes, entries, ...rest }) => {
    const change = { modes, entries, ...(name !== undefined && { newName: name }) }
    return done(await stage.rig.call('schedule-edit', { site, schedule, ...change, ...planeOf(stage, site, rest) }))
  },
})
