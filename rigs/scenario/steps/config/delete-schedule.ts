import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const deleteSchedule = stepWord({
  word: 'delete-schedule',
  kind: 'action',
  schema: z
    .strictObject({ 'delete-schedule': Text, site: Site, ...plane })
    .meta({ description: 'Deletes an access schedule that no permission has.' }),
  names: { site: aSite },
  tell: (step) => `delete schedule ${step['delete-schedule']} at ${step.site}`,
  run: async (stage, { 'delete-schedule': schedule, site, ...rest }) =>
    done(await stage.rig.call('schedule-delete', { site, schedule, ...planeOf(stage, site, rest) })),
})
