import { z } from 'zod'
import { aDeviceThat } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Reader } from '../../words.ts'

export const batteryLow = stepWord({
  word: 'battery-low',
  kind: 'action',
  schema: z
    .strictObject({ 'battery-low': Reader })
    .meta({ description: 'The battery of a keypad is nearly empty, which it tells.' }),
  names: { 'battery-low': aDeviceThat('battery-low') },
  tell: (step) => `the battery of ${step['battery-low']} is nearly empty`,
  run: async ({ rig }, { 'battery-low': reader }) => done(await rig.call('battery-low', { reader })),
})
