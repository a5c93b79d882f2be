import { didYouMean } from '../../../sim/domain/nearest.ts'
import { atValue, type Finding } from '../../rig-file/finding.ts'

/** Keys of `value` that name what an earlier step kept with `as`. */
const COMPARISONS = ['same-as', 'other-than', 'more-than', 'less-than']

interface Step {
  readonly value: Readonly<Record<string, unknown>>
  readonly path: readonly (string | number)[]
}

/** Whether what expectations compare with was kept by a step before them, and whether what is kept is a value. */
export function checkNotes(steps: readonly Step[]): Finding[] {
  const kept = new Set<string>()
  return steps.flatMap(({ value, path }) => {
    const findings = ['expect', 'never'].flatMap((word) => missing(value[word], [...path, word], kept))
    if (typeof value.as !== 'string' || value.expect === undefined) return findings
    if (!isMap(value.expect) || !Object.hasOwn(value.expect, 'value'))
      findings.push(atValue([...path, 'as'], 'INVALID_VALUE', `"as" keeps a value: ${EXAMPLE}.`))
    kept.add(value.as)
    return findings
  })
}

const EXAMPLE = '{ expect: { value: rev, at: home }, as: before }'

function missing(sought: unknown, path: Step['path'], kept: ReadonlySet<string>): Finding[] {
  if (!isMap(sought)) return []
  return COMPARISONS.flatMap((key) => {
    const name = sought[key]
    if (typeof name !== 'string' || kept.has(name)) return []
    const message = `No step before this keeps anything as ${name}.${didYouMean(name, kept)}`
    return [atValue([...path, key], 'NOT_FOUND', message)]
  })
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
