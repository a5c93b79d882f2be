import { RigError } from '../../sim/domain/errors.ts'
import type { Position } from '../rig-file/fault.ts'
import type { Finding } from '../rig-file/finding.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { builtStep } from '../scenario/built-step.ts'
import { checkNames } from '../scenario/checks/names.ts'
import { type CheckedStep, checkSteps, eachStep } from '../scenario/checks/steps.ts'
import type { ScenarioStep } from '../scenario/scenario.ts'

/** A step that later ones may name something of: a key file, a value. */
export type Kept = CheckedStep

interface Surroundings {
  readonly rig: RigFile
  /** Those before it; this step is added where later ones may name something of it. */
  readonly kept: Kept[]
  readonly place: Position
}

/** A step that is known to be right. Throws RigError with everything that is wrong with it, as scenario files are told. */
export function checkedStep(
  written: Readonly<Record<string, unknown>>,
  { rig, kept, place }: Surroundings,
): ScenarioStep {
  const { findings, steps } = checkSteps([written])
  const [step] = steps
  if (step === undefined || findings.length > 0) throw refusal(findings)
  if (step.value.at !== undefined) throw new RigError('USAGE', 'at is for scenario files: call until first, then this.')
  const path = ['steps', kept.length]
  const here = { ...step, path }
  const missing = checkNames(eachStep([...kept, here]), rig).filter((finding) => finding.path[1] === kept.length)
  if (missing.length > 0) throw refusal(missing)
  if (KEEPING.some((key) => key in written)) kept.push(here)
  return builtStep(step, rig, place)
}

const KEEPING = ['make-key', 'as']

const CODES: Readonly<Record<string, RigError['code']>> = { NOT_FOUND: 'NOT_FOUND', UNSUPPORTED: 'UNSUPPORTED' }

function refusal(findings: readonly Finding[]): RigError {
  const [first] = findings
  return new RigError(CODES[first?.code ?? ''] ?? 'USAGE', findings.map(({ message }) => message).join('\n'))
}
