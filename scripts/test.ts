/**
 * `make test`, `make test-SUITE`: runs the suites, those that leave a core to others beside each other, and says in one table
 * what was shown and what was not. Ends with 1 when anything failed, with 2 for a suite that there is not.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { ROOT } from './source/files.ts'
import { runBeside } from './suites/beside.ts'
import { runCanaries } from './suites/canaries.ts'
import { couldNotPrepare, couldNotRun, lackingParts, type Outcome, outcomeOf } from './suites/outcome.ts'
import { logOf, runVitest } from './suites/run-vitest.ts'
import { SUITES, type Suite } from './suites/suites.ts'
import { type Row, tableOf, totalOf, unverifiedOf } from './suites/table.ts'

/** With `CI=true` every part was promised: a suite that could not run has failed. */
const isPromised = process.env.CI === 'true'
/** Workers at the same time: one for each of two cores, and one for a suite that mostly waits for readers. */
const PLACES = 3
const prepared = new Map<string, boolean>()

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !SUITES.some((suite) => suite.name === name))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const chosen = SUITES.filter(({ name }) => asked.length === 0 || asked.includes(name))
const jobs = chosen.map((suite) => ({ suite, places: suite.workers ?? 1 }))
const rows = await runBeside(jobs, PLACES, ({ suite }) => rowOf(suite))
rows.push(...(await runCanaries(chosen.map(({ name }) => name))))

console.log(`\n${[tableOf(rows), ...unverifiedOf(rows)].join('\n')}\n`)
console.log(totalOf(rows))
if (rows.some(({ outcome }) => outcome.failed > 0)) process.exitCode = 1

/** What shares the machine with another suite says all that it has to say when it has ended. */
async function rowOf(suite: Suite): Promise<Row> {
  const start = performance.now()
  const isAlone = chosen.length === 1
  const head = `\n── ${suite.name} ${'─'.repeat(60 - suite.name.length)}`
  console.log(isAlone ? head : `${suite.name} has begun`)
  const outcome = await run(suite, isAlone ? 'shown' : 'kept')
  if (!isAlone && existsSync(logOf(suite.name))) console.log(`${head}\n${readFileSync(logOf(suite.name), 'utf8')}`)
  return { suite: suite.name, seconds: (performance.now() - start) / 1000, outcome }
}

async function run(suite: Suite, words: 'shown' | 'kept'): Promise<Outcome> {
  const missing = await suite.missing().catch((error: unknown) => error)
  if (!Array.isArray(missing)) return couldNotPrepare(`what it needs could not be found out: ${missing}`)
  if (missing.length > 0) {
    const reasons = [...missing, `Debian packages, as root: make real-parts. Then: make test-${suite.name}`]
    return couldNotRun(reasons, isPromised)
  }
  const broken = suite.preparations.find((target) => !prepare(target))
  if (broken !== undefined) return couldNotPrepare(`make ${broken} failed`)
  const { name, workers = 1 } = suite
  const selection = ['--project', `${name}*`, `--maxWorkers=${workers}`]
  const outcome = outcomeOf(await runVitest({ ...suite, selection, words }))
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
