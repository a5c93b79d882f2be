/**
 * `make bench`: measures each line of the table beside its peer. ARGS: `--only NAME` (again for more), `--json`, and `--write` for
 * docs/reference/benchmarks.md. Ends with 1 when a line fails or is invalid, with 2 for a name that there is not.
 */
import { parseArgs } from 'node:util'
import { access } from './access.ts'
import { accessCosts } from './access-costs.ts'
import { accessEdit } from './access-edit.ts'
import { accessPeers } from './access-peers.ts'
import { audit } from './audit.ts'
import type { Benchmark } from './benchmark.ts'
import { enter, type Measured } from './book.ts'
import { cardToPulse } from './card-to-pulse.ts'
import { judge } from './judge.ts'
import { keypads } from './keypads.ts'
import { machine } from './machine.ts'
import { bundleModules } from './modules.ts'
import { oneWireSearch } from './one-wire-search.ts'
import { readerPcscd } from './reader-pcscd.ts'
import { readerPty } from './reader-pty.ts'
import { ready } from './ready.ts'
import { ringToBell } from './ring-to-bell.ts'
import { scenarios } from './scenarios.ts'
import { tableOf } from './table.ts'
import { tapToPulse } from './tap-to-pulse.ts'
import { trustChange } from './trust-change.ts'
import { trustChangeCost } from './trust-change-cost.ts'
import { trustSync } from './trust-sync.ts'
import { usersCsv } from './users-csv.ts'
import { virtualEvents } from './virtual-events.ts'
import { virtualScenario } from './virtual-scenario.ts'

const BENCHMARKS: readonly Benchmark[] = [
  ready,
  virtualEvents,
  virtualScenario,
  keypads,
  scenarios,
  tapToPulse,
  access,
  accessPeers,
  accessCosts,
  accessEdit,
  usersCsv,
  audit,
  cardToPulse,
  oneWireSearch,
  readerPty,
  readerPcscd,
  trustSync,
  trustChange,
  trustChangeCost,
  ringToBell,
]

const { values: asked } = parseArgs({
  options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' }, write: { type: 'boolean' } },
})
const unknown = asked.only?.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name)) ?? []
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${BENCHMARKS.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

await bundleModules()
const measured: Measured[] = []
for (const benchmark of BENCHMARKS.filter(({ name }) => asked.only?.includes(name) ?? true)) {
  const lines = await benchmark.measure({ tell: (sentence) => console.error(`${benchmark.name}: ${sentence}`) })
  if ('missing' in lines) console.error(`${benchmark.name}: not measured: ${lines.missing}`)
  else measured.push({ benchmark: benchmark.name, on: machine(), lines: lines.map(judge) })
}
const lines = measured.flatMap((each) => each.lines)
console.log(asked.json ? JSON.stringify({ machine: machine(), lines }, undefined, 2) : tableOf(lines))
if (asked.write) {
  enter(
    measured,
    BENCHMARKS.map(({ name }) => name),
  )
}
if (lines.some(({ verdict }) => verdict === 'fail' || verdict === 'invalid')) process.exitCode = 1
