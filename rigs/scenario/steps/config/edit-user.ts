import { z } from 'zod'
import { AccessCode, User } from '../../../rig-file/schema/users.ts'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const editUser = stepWord({
  word: 'edit-user',
  kind: 'action',
  schema: z
    .strictObject({
      'edit-user': Text.meta({ description: 'A user of the site, or Anna@Office.' }),
      site: Site,
      name: Text.optional().meta({ description: 'The new one.' }),
      password: Text.optional(),
      'visu-password': Text.optional().meta({ description: 'User Interface Password.' }),
      tags: z.array(Text).max(1000).optional().meta({ description: 'All that the user has from now on.' }),
      ibuttons: z.array(Text).max(1000).optional().meta({ description: 'All that the user has from now on.' }),
      'external-ids': z.array(Text).max(1000).optional().meta({ description: 'All that the user has from now on.' }),
      code: AccessCode.optional(),
      'nfc-code-touch-id': z.string().max(128).optional().meta({ description: 'Shown at Ula; stays at this site.' }),
      status: User.shape.status,
      'disabled-here': z
        .boolean()
        .optional()
        .meta({ description: 'Switches a user of another Miniserver off at this one.' }),
      ...plane,
    })
    .meta({ description: 'Changes what is given of a user, and leaves the rest.' }),
  names: { site: aSite },
  tell: (step) => `edit user ${step['edit-user']} at ${step.site}`,
  run: async (stage, { 'edit-user': user, site, name, document, app, by, ...more }) => {
    const {
      'disabled-here': disabledHere,
      'visu-password': visuPassword,
      'external-ids': externalIds,
      ...others
    } = more
    const { 'nfc-code-touch-id': nfcCodeTouchId, ...rest } = others
    const change = {
      ...(name !== undefined && { newName: name }),
      ...(visuPassword !== undefined && { visuPassword }),
      ...(disabledHere !== undefined && { disabledHere }),
      ...(externalIds !== undefined && { externalIds }),
      ...(nfcCodeTouchId !== undefined && { nfcCodeTouchId }),
    }
    const where = planeOf(stage, site, { document, app, by })
    return done(await stage.rig.call('user-edit', { site, user, ...rest, ...change, ...where }))
  },
})
