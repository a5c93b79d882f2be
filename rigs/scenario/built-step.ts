import type { Position } from '../rig-file/fault.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { CheckedStep } from './checks/steps.ts'
import type { ScenarioStep } from './scenario.ts'
import { shownStep } from './shown.ts'

/** A step of which it is known that nothing is wrong with it, ready to be taken. */
export function builtStep({ word, value: written }: CheckedStep, rig: RigFile, place: Position): ScenarioStep {
  const { refused, ...value } = written
  const shown = shownStep(value, rig)
  return {
    word,
    input: word.schema.parse(value),
    ...(refused !== undefined && { refused: String(refused) }),
    text: word.tell(shown),
    shown,
    place,
  }
}
