import { failureLine } from './failure-line.ts'
import { type Failure, failuresOf, isQuarantined, type Result, type StepReport } from './result.ts'

/**
 * The result as JUnit XML, as Jenkins' schema says (fixtures/junit): a suite for the scenario, a case for each step and each
 * invariant. What is in quarantine is skipped, with its reason; what is unknown is skipped, with why.
 */
export function junitXml(result: Result): string {
  const { scenario, lane, seed, startedAt, durationMs = 0, verdict, quarantine } = result
  const cases = casesOf(result)
  const counts = {
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure !== undefined).length,
    errors: 0,
    time: seconds(durationMs),
  }
  const skipped = cases.filter((each) => each.skipped !== undefined).length
  const timestamp = startedAt.slice(0, '2026-01-01T00:00:00'.length)
  const properties = {
    ...{ scenario: scenario.path, lane, seed, verdict, proves: scenario.proves.join(' ') },
    ...(quarantine !== undefined && {
      quarantine: `${quarantine.state}: ${quarantine.reason} (until ${quarantine.until})`,
    }),
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${attributes({ name: 'loxrig', ...counts })}>
  <testsuite ${attributes({ name: scenario.title, timestamp, ...counts, skipped })}>
    <properties>
${Object.entries(properties)
  .map(([name, value]) => `      <property ${attributes({ name, value })}/>`)
  .join('\n')}
    </properties>
${cases.map((each) => testCase(each, classNameOf(scenario, lane))).join('\n')}
  </testsuite>
</testsuites>
`
}

/** A case that has neither failed nor was skipped has passed. */
interface Case {
  readonly name: string
  readonly durationMs: number
  readonly failure?: Failure
  /** Why nothing is said about it. */
  readonly skipped?: string
}

function casesOf(result: Result): Case[] {
  const { steps = [], invariants } = result
  const cases = [
    ...steps.map((step) => caseOfStep(step, result)),
    ...(invariants?.checked ?? []).map(caseOfInvariant(result)),
  ]
  return isQuarantined(result) ? cases.map((each) => inQuarantine(each, result)) : cases
}

function caseOfStep({ line, text, outcome, durationMs }: StepReport, result: Result): Case {
  const one = { name: `line ${line}: ${text}`, durationMs }
  const [failure] = failuresOf(result)
  switch (outcome) {
    case 'failed':
      return { ...one, ...(failure !== undefined && { failure }) }
    case 'absent':
      return { ...one, skipped: failure?.why ?? 'a real part is absent' }
    case 'interrupted':
      return { ...one, skipped: 'the run was interrupted' }
    case 'not-run':
      return { ...one, skipped: whyNotRun(result) }
    default:
      return one
  }
}

function whyNotRun({ verdict, failure }: Result): string {
  if (verdict === 'incomplete') return 'not run: the run was interrupted'
  return failure?.isAbsent === true
    ? `not run: ${failure.why ?? 'a real part is absent'}`
    : 'not run: a step before it failed'
}

function caseOfInvariant({ invariants }: Result): (checked: { invariant: string; sentence: string }) => Case {
  return ({ invariant, sentence }) => {
    const failure = invariants?.violated.find((each) => each.invariant === invariant)
    return { name: `${invariant}: ${sentence}`, durationMs: 0, ...(failure !== undefined && { failure }) }
  }
}

function inQuarantine({ name, durationMs, failure, skipped }: Case, { quarantine }: Result): Case {
  if (failure === undefined) return { name, durationMs, ...(skipped !== undefined && { skipped }) }
  const { reason = '', until = '' } = quarantine ?? {}
  return { name, durationMs, skipped: `in quarantine until ${until}: ${reason}; ${failureLine(failure)}` }
}

function testCase({ name, durationMs, failure, skipped }: Case, classname: string): string {
  const head = `    <testcase ${attributes({ name, classname, time: seconds(durationMs) })}`
  // As text, not as an attribute: Jenkins reads both, and only some of its schemas know the attribute.
  if (skipped !== undefined) return `${head}><skipped>${escaped(skipped)}</skipped></testcase>`
  if (failure === undefined) return `${head}/>`
  const message = failureLine(failure)
  const type = `${failure.file}:${failure.line}`
  return `${head}>\n      <failure ${attributes({ message, type })}>${escaped(message)}</failure>\n    </testcase>`
}

/** Dots part packages from classes: `virtual.test/scenarios.first-lab`, and of a variant `….office-hours (too early)`. */
function classNameOf({ path, variant }: Result['scenario'], lane: string): string {
  const file = path
    .replace(/\.ya?ml$/, '')
    .replaceAll('.', '_')
    .replace(/\/([^/]*)$/, '.$1')
  return `${lane}.${file}${variant === undefined ? '' : ` (${variant.replaceAll('.', '_')})`}`
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3)
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ')
}

/** XML 1.0 knows no control characters, escaped or not, and no halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll(/[&<>"'\t\n\r]/g, (sign) => `&#${sign.codePointAt(0)};`)
}
