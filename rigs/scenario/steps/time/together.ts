import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { refusalCode } from '../../../app/refusal.ts'
import type { ScenarioStep } from '../../scenario.ts'
import type { Stage } from '../../stage.ts'
import { done, stepWord, type Unmet } from '../../step-word.ts'

/** How many steps are taken at one time. */
const TOGETHER_MAX = 50

export const together = stepWord({
  word: 'together',
  kind: 'action',
  schema: z
    .strictObject({
      together: z
        .array(z.looseObject({}))
        .min(2, 'has at least two steps')
        .max(TOGETHER_MAX)
        .meta({ description: 'Steps of people and Apps, each of which may be refused.' }),
    })
    .meta({
      description:
        'Takes several steps at one time: on the virtual lane at one instant, in an order that the seed decides, elsewhere at once.',
    }),
  tell: ({ together }) => `${together.length} steps at one time`,
  run: async (stage, step) => {
    const { inner = [] } = step as { readonly inner?: readonly ScenarioStep[] }
    const taken = await stage.estate.together(inner.map((one) => () => take(stage, one)))
    const [unmet] = taken.flatMap((each) => ('unmet' in each ? [each.unmet] : []))
    return unmet === undefined ? done(taken.map((each) => ('answer' in each ? each.answer : null))) : { unmet }
  },
})

/** One of them, which is done, or refused as it says. */
async function take(stage: Stage, { word, input, refused, text }: ScenarioStep) {
  try {
    const result = await word.run(stage, input)
    if ('unmet' in result || refused === undefined) return result
    return unmetBy(`${text} to be refused with ${refused}`, 'it was done')
  } catch (error) {
    if (!(error instanceof RigError) || error.code === 'READER_ABSENT') throw error
    const code = refusalCode(error)
    if (code === refused) return { answer: { code } }
    return unmetBy(
      refused === undefined ? text : `${text} to be refused with ${refused}`,
      `it was refused with ${code}`,
      error,
    )
  }
}

function unmetBy(expected: string, happened: string, error?: RigError): { readonly unmet: Unmet } {
  return { unmet: { expected, happened, ...(error !== undefined && { why: error.message }) } }
}
