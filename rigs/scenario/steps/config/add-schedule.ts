import { z } from 'zod'
import { Schedule } from '../../../rig-file/schema/schedules.ts'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const addSchedule = stepWord({
  word: 'add-schedule',
  kind: 'action',
  schema: z
    .strictObject({ 'add-schedule': Text, site: Site, ...Schedule.shape, ...plane })
    .meta({ description: 'Adds an access schedule to a site, as rig files write it.' }),
  names: { site: aSite },
  tell: (step) => `add schedule ${step['add-schedule']} to ${step.site}`,
  run: async (stage, { 'add-schedule': name, site, modes, entries, ...rest }) =>
    done(await stage.rig.call('schedule-add', { site, name, modes, entries, ...planeOf(stage, site, rest) })),
})
