import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { failuresIn, onBothLanes, runsOf } from '../../scenarios/all.ts'
import { runApart, type SuiteRun } from '../../scenarios/suite-process.ts'

const LIVE_MAX_MS = 300_000

/** Beside each other: the live lane mostly waits, and each process has clocks, ports and a broker of its own. */
const PROCESSES = 2

describe('every scenario that needs nothing of the virtual world', () => {
  let suites: readonly SuiteRun[]
  beforeAll(async () => {
    const shares = Array.from({ length: PROCESSES }, (_, share) =>
      onBothLanes.filter((_path, index) => index % PROCESSES === share),
    )
    suites = await Promise.all(shares.map((paths) => runApart(paths, { options: ['--lane', 'virtual,live'] })))
  }, LIVE_MAX_MS)

  test.for(onBothLanes)('%s tells the same story on the virtual and the live lane', (path) => {
    const runs = suites.flatMap((suite) => runsOf(suite, path))
    expect(new Set(runs.map(({ result }) => result.lane))).toEqual(new Set(['virtual', 'live']))
    expect(failuresIn(runs)).toEqual([])
    expect(suites.flatMap(({ differences }) => differences).filter((line) => line.startsWith(resolve(path)))).toEqual(
      [],
    )
  })
})
