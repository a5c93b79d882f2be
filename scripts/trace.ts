/**
 * `make trace`: every number of the requirements, scenarios and decisions, and what proves it, or "open".
 *
 * A corner case (C) is proved by a scenario file that claims it and can run; tests that show something of it stand below. All other
 * numbers are proved by tests and scenario files alike. It believes titles and heads of files, not a run: so it is the same on
 * every machine. What a test run adds is whether they pass.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readScenario } from '../rigs/scenario/read.ts'
import { filesUnder, ROOT } from './source/files.ts'
import { kindOf, readNumbers } from './trace/catalogue.ts'
import { readClaims } from './trace/claims.ts'
import { lineOf, type Proof, provedBy } from './trace/proofs.ts'
import { absentInSuite, faultsOfScenarios, readRows, readStated, scenarioFiles } from './trace/scenarios.ts'
import { readTests } from './trace/titles.ts'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const pages = ['docs/requirements.md', 'docs/scenarios.md', ...filesUnder('docs/decisions', '.md')]
const numbers = [...new Set(pages.flatMap((page) => readNumbers(read(page))))]
const known = new Set(numbers)

const files = filesUnder('test', '.ts').map((path) => ({ path, claims: readClaims(readTests(read(path)), known) }))
const tests = files.flatMap(({ path, claims }) =>
  claims.proofs.map(({ number, line, isConditional }): Proof => ({ number, place: `${path}:${line}`, isConditional })),
)

const readings = scenarioFiles().map((path) => ({ path, ...readScenario(join(ROOT, path)) }))
const sound = readings
  .filter(({ faults }) => faults.length === 0)
  .map(({ path, scenarios }) => readStated(path, read(path), absentInSuite(scenarios)))

const proofs = numbers.map((number) => ({ number, ...provedBy(number, tests, sound) }))
for (const each of proofs) console.log(lineOf(each))

const kinds = [...new Set(numbers.map(kindOf))]
const counts = kinds.map((kind) => {
  const ofKind = proofs.filter(({ number }) => kindOf(number) === kind)
  return `${kind} ${ofKind.filter((each) => each.proofs.length > 0).length} of ${ofKind.length}`
})
console.log(`\nproved: ${counts.join(', ')}`)

const empty = files.flatMap(({ path, claims }) =>
  claims.empty.map((claim) => `${path}:${claim.line} ${claim.number} ${claim.why}`),
)
if (empty.length > 0) console.log(`\nprove nothing:\n  ${empty.join('\n  ')}`)

const faults = [
  ...files.flatMap(({ path, claims }) =>
    claims.faults.map(({ line, sentence }) => `${path}:${line}: title ${sentence}`),
  ),
  ...readings.flatMap((each) =>
    each.faults.map(({ line, code, message }) => `${each.path}:${line}: ${code}: ${message}`),
  ),
  ...faultsOfScenarios(sound, readRows(read('docs/scenarios.md')), known).map(
    (each) => `${each.path}: ${each.sentence}`,
  ),
]
if (faults.length > 0) console.error(`\n${faults.join('\n')}`)
if (faults.length > 0 || numbers.length === 0) process.exitCode = 1
