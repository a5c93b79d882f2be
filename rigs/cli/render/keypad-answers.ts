import type { RigCommandOutput } from '../../control/commands/index.ts'
import type { Paint } from '../paint.ts'
import { renderDecision } from './decision.ts'

type Pressed = RigCommandOutput<'key'>
type Answer = Pressed['answers'][number]

/** What came of keys that were pressed, one after the other. Lines. */
export function renderKeypadAnswers({ reader, answers }: Pressed, paint: Paint): string[] {
  return answers.flatMap((answer) =>
    answer.decision === undefined
      ? [`${reader}: ${SENTENCES[answer.answer](answer)}`]
      : renderDecision(answer.decision, paint),
  )
}

const SENTENCES: Readonly<Record<Answer['answer'], (answer: Answer) => string>> = {
  decided: () => 'it was decided',
  selected: ({ output }) =>
    `${output === undefined ? 'a number beyond O6' : `output ${output}`} is selected; a code or a tag comes next`,
  rang: ({ bsel }) => `the bell rings${bsel === undefined ? '' : `, Bsel ${bsel}`}`,
  unheard: () => 'nobody heard the bell',
  typed: () => 'digits wait for more; without a tick they count as a code when their time is over',
  dead: () => 'the keypad is locked: its keys are dead',
}
