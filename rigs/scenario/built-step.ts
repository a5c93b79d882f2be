import type { Position } from '../rig-file/fault.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { CheckedStep } from './checks/steps.ts'
import { pathFrom } from './path-from.ts'
import type { ScenarioStep } from './scenario.ts'
import { shownStep } from './shown.ts'
import type { StepWord } from './step-word.ts'

/** A step of which it is known that nothing is wrong with it, ready to be taken. */
export function builtStep(checked: CheckedStep, rig: RigFile, place: Position): ScenarioStep {
  const { word, value: written } = checked
  const inner = checked.inner?.map((step) => builtStep(step, rig, place))
  const { refused, ...value } = written
  const shown = shownStep(value, rig)
  return {
    word,
    input: word.schema.parse({ ...value, ...filesFrom(place.file, word, value) }),
    ...(inner && { inner }),
    ...(refused !== undefined && { refused: String(refused) }),
    text: word.tell(shown),
    shown: inner === undefined ? shown : { ...shown, [word.word]: inner.map((step) => step.shown) },
    place,
  }
}

/** The paths of a step, as whoever takes it finds them. */
function filesFrom(file: string, { files = [] }: StepWord, value: Readonly<Record<string, unknown>>) {
  const paths = files.flatMap((key) => {
    const path = value[key]
    return typeof path === 'string' ? [[key, pathFrom(file, path)] as const] : []
  })
  return Object.fromEntries(paths)
}
