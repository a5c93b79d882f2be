import { atKey, type Finding, type Path } from '../../rig-file/finding.ts'
import { MATCHERS } from '../expectations/index.ts'
import type { Matcher } from '../matcher.ts'
import { LATER_WORDS } from '../other-words.ts'
import { stepSchema } from '../schema.ts'
import type { StepWord } from '../step-word.ts'
import { STEP_WORDS } from '../steps/index.ts'
import { WORLD_WORDS } from '../steps/world/index.ts'
import { checkWorded, type Kind } from './worded.ts'

/** A step of the right shape, and where it stands in the file. */
export interface CheckedStep {
  readonly word: StepWord
  readonly value: Readonly<Record<string, unknown>>
  readonly path: Path
  /** The wait of a step that says `at`. */
  readonly isAt?: true
  /** Those that it takes at one time. */
  readonly inner?: readonly CheckedStep[]
}

/** All steps, those that are taken at one time one by one. */
export function eachStep(steps: readonly CheckedStep[]): CheckedStep[] {
  return steps.flatMap((step) => [step, ...(step.inner ?? [])])
}

/** Checks each step by itself; those in which something is wrong are left out. */
export function checkSteps(values: readonly unknown[]): {
  findings: readonly Finding[]
  steps: readonly CheckedStep[]
} {
  const findings: Finding[] = []
  const steps: CheckedStep[] = []
  for (const [index, value] of values.entries()) {
    const path = ['steps', index]
    const checked = checkWorded(value, path, STEP)
    const inner = innerSteps(checked, value, path)
    const all = [...checked.findings, ...soughtFindings(checked.word, value, path), ...inner.findings]
    findings.push(...all)
    if (checked.word !== undefined && all.length === 0)
      steps.push({
        ...{ word: checked.word, value: value as CheckedStep['value'], path },
        ...(inner.steps.length > 0 && { inner: inner.steps }),
      })
  }
  return { findings, steps }
}

/** Each of the steps that are taken at one time, by itself. */
function innerSteps({ word, findings }: ReturnType<typeof checkWorded<StepWord>>, value: unknown, path: Path) {
  const nothing = { findings: [], steps: [] }
  if (word?.word !== TOGETHER || findings.length > 0) return nothing
  const values = (value as { readonly together: readonly unknown[] }).together
  const checked = values.map((each, index) => innerStep(each, [...path, TOGETHER, index]))
  return { findings: checked.flatMap((each) => each.findings), steps: checked.flatMap((each) => each.steps) }
}

function innerStep(value: unknown, path: Path): { findings: readonly Finding[]; steps: CheckedStep[] } {
  const { word, findings } = checkWorded(value, path, STEP)
  if (word === undefined || findings.length > 0) return { findings, steps: [] }
  const refuse = (key: string, message: string) => ({
    findings: [atKey([...path, key], 'INVALID_VALUE', message)],
    steps: [],
  })
  const step = value as CheckedStep['value']
  if (word.kind !== 'action' || NOT_TOGETHER.has(word.word))
    return refuse(word.word, `What people and Apps do is done together, and "${word.word}" is not of them.`)
  if ('at' in step) return refuse('at', 'Let time pass before all of them: "at" stands beside "together".')
  return { findings: [], steps: [{ word, value: step, path }] }
}

const TOGETHER = 'together'

/** Whoever is at a reader has two hands, and what the world does is done at once anyway. */
const NOT_TOGETHER: ReadonlySet<string> = new Set([TOGETHER, 'prompt', ...WORLD_WORDS.map(({ word }) => word)])

function soughtFindings(word: StepWord | undefined, value: unknown, path: Path): readonly Finding[] {
  if (word?.kind !== 'expectation') return []
  const sought = (value as CheckedStep['value'])[word.word]
  return checkWorded(sought, [...path, word.word], SOUGHT).findings
}

const STEP: Kind<StepWord> = {
  what: 'A step',
  example: '{ tap: blue-card, reader: home/front-door }',
  words: STEP_WORDS,
  later: LATER_WORDS,
  schemaOf: stepSchema,
}

const SOUGHT: Kind<Matcher> = {
  what: 'What is expected',
  example: '{ decision: granted, reader: home/front-door }',
  words: MATCHERS,
  schemaOf: ({ schema }) => schema,
}
