import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { objectSite, plane, Text } from '../../words.ts'

export const deleteIo = stepWord({
  word: 'delete-io',
  kind: 'action',
  schema: z
    .strictObject({ 'delete-io': Text.meta({ description: 'With its site, such as office/Temperature.' }), ...plane })
    .meta({ description: 'Deletes an input or output, or one of another Miniserver here, with its wires and rights.' }),
  names: { 'delete-io': onSite },
  tell: (step) => `delete ${step['delete-io']}`,
  run: async (stage, { 'delete-io': io, ...where }) =>
    done(await stage.rig.call('io-delete', { io, ...planeOf(stage, objectSite(io), where) })),
})
