import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { Duration } from '../../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../../rig-file/units.ts'
import { matcherOf } from '../../expectations/index.ts'
import type { Look, Matcher } from '../../matcher.ts'
import type { Stage } from '../../stage.ts'
import { done, stepWord } from '../../step-word.ts'

/** What an action sets off comes within this; on a live lane everything takes its time. */
const WITHIN = '2s'

export const expect = stepWord({
  word: 'expect',
  kind: 'expectation',
  schema: z
    .strictObject({
      expect: z.looseObject({}),
      within: Duration.optional().meta({ default: WITHIN, description: 'Deadline, in the time of the rig.' }),
    })
    .meta({ description: 'Something happened since the last action, or happens within the deadline.' }),
  tell: ({ expect }) => `expect ${matcherOf(expect).tell(expect)}`,
  run: async (stage, { expect: sought, within = WITHIN }) => {
    const matcher = matcherOf(sought)
    const look = await lookUntilMet(stage, matcher, sought, millisecondsOf(within))
    return 'met' in look ? done(look.met) : { unmet: { expected: matcher.tell(sought), ...look } }
  },
})

/** Looks again at each message that may change the answer, until the deadline. */
async function lookUntilMet(stage: Stage, matcher: Matcher, sought: Sought, withinMs: number): Promise<Look> {
  const { estate, seen } = stage
  const now = (): number => estate.clock.now(Object.keys(estate.file.sites)[0] ?? '').monotonicMs
  const deadlineMs = now() + withinMs
  for (;;) {
    const before = seen.messages.length
    const look = await matcher.look(stage, sought)
    if ('met' in look || now() >= deadlineMs) return look
    if (seen.messages.length > before) continue
    try {
      await estate.next(
        (message) => matcher.concerns(message),
        deadlineMs - now(),
        'nothing that was expected happened',
      )
    } catch (error) {
      if (error instanceof RigError && error.code === 'DEADLINE') return look
      throw error
    }
  }
}

type Sought = Record<string, unknown>
