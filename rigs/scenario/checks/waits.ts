import { atKey, type Finding } from '../../rig-file/finding.ts'
import { matcherOf } from '../expectations/index.ts'
import type { CheckedStep } from './steps.ts'
import { isMap } from './worded.ts'

/** What happens and is over: it is looked for since the last action. All else is there, whatever was done. */
const HAPPENINGS = new Set(['decision', 'pulse', 'feedback', 'notice'])

/** Whether expectations have something to wait for: before anybody does anything and any time passes, nothing happens. */
export function checkWaits(steps: readonly CheckedStep[]): Finding[] {
  const begun = steps.findIndex(({ word }) => word.kind !== 'expectation')
  return steps.slice(0, begun < 0 ? steps.length : begun).flatMap(({ word, value, path }) => {
    const sought = value[word.word]
    if (!isMap(sought) || !HAPPENINGS.has(matcherOf(sought).word)) return []
    const message = `Nothing is done before this that could set off a ${matcherOf(sought).word}.`
    return [atKey([...path, word.word], 'NOTHING_TO_WAIT_FOR', message)]
  })
}
