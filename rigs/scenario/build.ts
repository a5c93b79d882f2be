import type { SourceDocument } from '../rig-file/document.ts'
import { atValue } from '../rig-file/finding.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { CheckedStep } from './checks/steps.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'
import { ScenarioFile } from './schema.ts'
import { shownStep } from './shown.ts'

/** A file of which it is known that nothing is wrong with it. */
interface Whole {
  readonly rig: RigFile
  readonly startWallMs: number
  /** Its own steps. */
  readonly steps: readonly CheckedStep[]
  /** What it starts from. */
  readonly before: Scenario | undefined
}

export function builtScenario(document: SourceDocument, { rig, startWallMs, steps, before }: Whole): Scenario {
  const { scenario: title, proves = [], trusts, needs = [], lanes, quarantine } = ScenarioFile.parse(document.value)
  const own = steps.map((step) => builtStep(document, step, rig))
  const ofWords = own.flatMap(({ word }) => word.needs ?? [])
  const both = before?.lanes === undefined ? lanes : before.lanes.filter((lane) => lanes?.includes(lane) ?? true)
  return {
    path: document.file,
    title,
    proves,
    rig,
    startWallMs,
    trustsByHand: before?.trustsByHand ?? trusts === 'by-hand',
    steps: [...(before?.steps ?? []), ...own],
    needs: [...new Set([...(before?.needs ?? []), ...needs, ...ofWords])],
    ...(both !== undefined && { lanes: both }),
    ...(quarantine !== undefined && { quarantine }),
  }
}

function builtStep(document: SourceDocument, step: CheckedStep, rig: RigFile): ScenarioStep {
  const { word, path } = step
  const { refused, ...value } = step.value
  const shown = shownStep(value, rig)
  const { file, line, column } = document.place(atValue(path, 'INVALID_VALUE', ''))
  return {
    word,
    input: word.schema.parse(value),
    ...(typeof refused === 'string' && { refused }),
    text: word.tell(shown),
    shown,
    place: { file, line, column },
  }
}
