import type { SourceDocument } from '../rig-file/document.ts'
import type { Position } from '../rig-file/fault.ts'
import { atValue } from '../rig-file/finding.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { builtStep } from './built-step.ts'
import type { CheckedStep } from './checks/steps.ts'
import type { Scenario } from './scenario.ts'
import { ScenarioFile } from './schema.ts'

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
  const own = steps.map((step) => builtStep(step, rig, placeOf(document, step)))
  const ofWords = own.flatMap((step) => [step, ...(step.inner ?? [])]).flatMap(({ word }) => word.needs ?? [])
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

function placeOf(document: SourceDocument, { path }: CheckedStep): Position {
  const { file, line, column } = document.place(atValue(path, 'INVALID_VALUE', ''))
  return { file, line, column }
}
