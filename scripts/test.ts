/**
 * `make test`, `make test-SUITE`: runs the suites, one after the other so that none disturbs another's clocks, and says in one
 * table what was shown and what was not. Ends with 1 when anything failed, with 2 for a suite that there is not.
 */
import { spawnSync } from 'node:child_process'
import { ROOT } from './source/files.ts'
import { runCanaries } from './suites/canaries.ts'
import { couldNotPrepare, couldNotRun, lackingParts, type Outcome, outcomeOf } from './suites/outcome.ts'
import { runVitest } from './suites/run-vitest.ts'
import { SUITES, type Suite } from './suites/suites.ts'
import { type Row, tableOf, totalOf, unverifiedOf } from './suites/table.ts'

/** With `CI=true` every part was promised: a suite that could not run has failed. */
const isPromised = process.env.CI === 'true'
const prepared = new Map<string, boolean>()

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !SUITES.some((suite) => suite.name === name))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const rows: Row[] = []
const chosen = SUITES.filter(({ name }) => asked.length === 0 || asked.includes(name))
for (const suite of chosen) {
  const start = performance.now()
  console.log(`\n── ${suite.name} ${'─'.repeat(60 - suite.name.length)}`)
  const outcome = await run(suite)
  rows.push({ suite: suite.name, seconds: (performance.now() - start) / 1000, outcome })
}
rows.push(...(await runCanaries(chosen.map(({ name }) => name))))

console.log(`\n${[tableOf(rows), ...unverifiedOf(rows)].join('\n')}\n`)
console.log(totalOf(rows))
if (rows.some(({ outcome }) => outcome.failed > 0)) process.exitCode = 1

async function run(suite: Suite): Promise<Outcome> {
  const missing = await suite.missing().catch((error: unknown) => error)
  if (!Array.isArray(missing)) return couldNotPrepare(`what it needs could not be found out: ${missing}`)
  if (missing.length > 0) {
    const reasons = [...missing, `Debian packages, as root: make real-parts. Then: make test-${suite.name}`]
    return couldNotRun(reasons, isPromised)
  }
  const broken = suite.preparations.find((target) => !prepare(target))
  if (broken !== undefined) return couldNotPrepare(`make ${broken} failed`)
  const { name, workers = 1 } = suite
  const outcome = outcomeOf(await runVitest({ ...suite, selection: ['--project', name, `--maxWorkers=${workers}`] }))
  if (outcome.result === 'not run' && isPromised) return couldNotRun(['every test was skipped'], isPromised)
  return lackingParts(outcome, (await suite.missingForSome?.()) ?? [], isPromised)
}

function prepare(target: string): boolean {
  const isDone =
    prepared.get(target) ??
    spawnSync('make', ['--no-print-directory', target], { cwd: ROOT, stdio: 'inherit' }).status === 0
  prepared.set(target, isDone)
  return isDone
}
