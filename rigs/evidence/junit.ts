import { failureLine } from './failure-line.ts'
import type { Result, StepReport } from './result.ts'

/** The result as JUnit XML, as Jenkins and others read it: a suite for the scenario, a case for each step. */
export function junitXml(result: Result): string {
  const { scenario, lane, seed, startedAt, durationMs = 0, steps = [], verdict } = result
  const count = (...outcomes: StepReport['outcome'][]): number =>
    steps.filter(({ outcome }) => outcomes.includes(outcome)).length
  const counts = attributes({
    tests: steps.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('absent', 'not-run'),
    time: seconds(durationMs),
  })
  const suite = attributes({ name: scenario.title, timestamp: startedAt.slice(0, '2026-01-01T00:00:00'.length) })
  const properties = { scenario: scenario.path, lane, seed, verdict, proves: scenario.proves.join(' ') }
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="loxrig" ${counts}>
  <testsuite ${suite} ${counts}>
    <properties>
${Object.entries(properties)
  .map(([name, value]) => `      <property ${attributes({ name, value })}/>`)
  .join('\n')}
    </properties>
${steps.map((step) => testCase(step, result)).join('\n')}
  </testsuite>
</testsuites>
`
}

function testCase({ line, text, outcome, durationMs }: StepReport, { scenario, lane, failure }: Result): string {
  const name = attributes({
    name: `line ${line}: ${text}`,
    classname: classNameOf(scenario.path, lane),
    time: seconds(durationMs),
  })
  switch (outcome) {
    case 'failed': {
      const type = failure === undefined ? 'failed' : `${failure.file}:${failure.line}`
      const message = failure === undefined ? '' : failureLine(failure)
      return `    <testcase ${name}>\n      <failure ${attributes({ message, type })}>${escaped(message)}</failure>\n    </testcase>`
    }
    case 'absent':
      return `    <testcase ${name}><skipped ${attributes({ message: failure?.why ?? 'a real part is absent' })}/></testcase>`
    case 'not-run':
      return `    <testcase ${name}><skipped ${attributes({ message: 'not run: a step before it failed' })}/></testcase>`
    default:
      return `    <testcase ${name}/>`
  }
}

/** Dots part packages from classes: `virtual.test/scenarios.first-lab`. */
function classNameOf(path: string, lane: string): string {
  return `${lane}.${path
    .replace(/\.ya?ml$/, '')
    .replaceAll('.', '_')
    .replace(/\/([^/]*)$/, '.$1')}`
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
