import { z } from 'zod'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Site, Text } from '../../words.ts'

export const resetAdmin = stepWord({
  word: 'reset-admin',
  kind: 'action',
  schema: z
    .strictObject({
      'reset-admin': Site,
      password: Text.meta({ description: 'The new password of admin.' }),
      config: Text.optional().meta({ description: 'Version of the Loxone Config that writes the card.' }),
      firmware: Text.optional().meta({ description: 'Firmware on the card.' }),
    })
    .meta({ description: 'Somebody resets the password of admin with the SD card; the Miniserver restarts (§3.9).' }),
  names: { 'reset-admin': aSite },
  tell: (step) => `reset admin of ${step['reset-admin']} by SD card`,
  run: async ({ rig }, { 'reset-admin': site, ...card }) => done(await rig.call('sd-card', { site, ...card })),
})
