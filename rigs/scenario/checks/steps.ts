import type { Finding, Path } from '../../rig-file/finding.ts'
import { MATCHERS } from '../expectations/index.ts'
import type { Matcher } from '../matcher.ts'
import { LATER_EXPECTATIONS, LATER_WORDS } from '../other-words.ts'
import { stepSchema } from '../schema.ts'
import type { StepWord } from '../step-word.ts'
import { STEP_WORDS } from '../steps/index.ts'
import { checkWorded, type Kind } from './worded.ts'

/** A step of the right shape, and where it stands in the file. */
export interface CheckedStep {
  readonly word: StepWord
  readonly value: Readonly<Record<string, unknown>>
  readonly path: Path
  /** The wait of a step that says `at`. */
  readonly isAt?: true
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
    const all = [...checked.findings, ...soughtFindings(checked.word, value, path)]
    findings.push(...all)
    if (checked.word !== undefined && all.length === 0)
      steps.push({ word: checked.word, value: value as CheckedStep['value'], path })
  }
  return { findings, steps }
}

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
  later: LATER_EXPECTATIONS,
  schemaOf: ({ schema }) => schema,
}
