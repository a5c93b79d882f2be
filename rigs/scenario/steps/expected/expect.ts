import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { millisecondsOf } from '../../../rig-file/units.ts'
import { matcherOf } from '../../expectations/index.ts'
import type { Look, Matcher } from '../../matcher.ts'
import type { Noted, Stage } from '../../stage.ts'
import { done, stepWord } from '../../step-word.ts'
import { Text, Wait } from '../../words.ts'

/** What an action sets off comes within this; on a live lane everything takes its time. */
const WITHIN = '2s'

export const expect = stepWord({
  word: 'expect',
  kind: 'expectation',
  schema: z
    .strictObject({
      expect: z.looseObject({}),
      within: Wait.optional().meta({ default: WITHIN, description: 'Deadline, in the time of the rig.' }),
      as: Text.optional().meta({ description: 'Keeps the value that was found under this name.' }),
    })
    .meta({ description: 'Something happened since the last action, or is so, now or within the deadline.' }),
  tell: ({ expect }) => `expect ${matcherOf(expect).tell(expect)}`,
  run: async (stage, { expect: sought, within = WITHIN, as }) => {
    const matcher = matcherOf(sought)
    const look = await lookUntilMet(stage, matcher, sought, millisecondsOf(within))
    if (!('met' in look)) return { unmet: { expected: matcher.tell(sought), ...look } }
    if (as !== undefined && isNoted(look.met)) stage.notes.set(as, look.met)
    return done(look.met)
  },
})

/** Looks again at each message that may change the answer, until the deadline, and once more then. */
async function lookUntilMet(stage: Stage, matcher: Matcher, sought: Sought, withinMs: number): Promise<Look> {
  const { estate, seen } = stage
  const now = (): number => estate.clock.now(Object.keys(estate.file.sites)[0] ?? '').monotonicMs
  const deadlineMs = now() + withinMs
  for (;;) {
    const before = seen.messages.length
    const look = await lookOnce(stage, matcher, sought)
    if ('met' in look || now() >= deadlineMs) return look
    if (seen.messages.slice(before).some((message) => matcher.concerns(message))) continue
    try {
      await estate.next(
        (message) => matcher.concerns(message),
        deadlineMs - now(),
        'nothing that was expected happened',
      )
    } catch (error) {
      if (!(error instanceof RigError) || error.code !== 'DEADLINE') throw error
      // In virtual time the last event may lie before the deadline, and time alone changes some answers.
      const restMs = Math.floor(deadlineMs - now())
      if (restMs > 0) await stage.rig.call('time-advance', { duration: `${restMs}ms` })
      return lookOnce(stage, matcher, sought)
    }
  }
}

/** A refusal is an answer: what is asked for may be there later. */
async function lookOnce(stage: Stage, matcher: Matcher, sought: Sought): Promise<Look> {
  try {
    return await matcher.look(stage, sought)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return { happened: `asking was refused with ${error.code}`, why: error.message }
  }
}

function isNoted(found: unknown): found is Noted {
  return typeof found === 'string' || typeof found === 'number'
}

type Sought = Record<string, unknown>
