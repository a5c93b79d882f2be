/**
 * `make test-nodes`: the suites that need nothing but Node, on every newer Node, each from its npm package and in a folder of
 * its own (`.cache/nodes`), so that the product's own packages know nothing of them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './source/files.ts'
import { outcomeOf } from './suites/outcome.ts'
import { runVitest } from './suites/run-vitest.ts'
import { type Row, tableOf, totalOf } from './suites/table.ts'

const VERSIONS = ['22', '24', '26']
const SUITES = ['unit', 'contract', 'rig', 'live']
const SECONDS_MAX = 300
const FOLDER = join(ROOT, '.cache/nodes')

const rows: Row[] = []
for (const version of VERSIONS) {
  const node = nodeOf(version)
  const start = performance.now()
  console.log(`\n── Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`)
  const selection = SUITES.flatMap((suite) => ['--project', `${suite}*`])
  const outcome = outcomeOf(await runVitest({ name: `node-${version}`, selection, secondsMax: SECONDS_MAX, node }))
  rows.push({ suite: `Node ${version}`, seconds: (performance.now() - start) / 1000, outcome })
}
console.log(`\n${tableOf(rows)}\n\n${totalOf(rows)}`)
if (rows.some(({ outcome }) => outcome.result !== 'passed')) process.exitCode = 1

/** The program of that major version, installed on first use. */
function nodeOf(version: string): string {
  const folder = join(FOLDER, version)
  const program = join(folder, 'node_modules/node/bin/node')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const source = `node@npm:node-${process.platform}-${process.arch}@${version}`
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', source], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0 || !existsSync(program)) {
    console.error(`Node ${version} could not be installed from npm as ${source}.`)
    process.exit(1)
  }
  return program
}
