import { beforeAll, describe, expect, test } from 'vitest'
import { compareStories, printDifference } from '../../rigs/evidence/compare-stories.ts'
import { storyOf } from '../../rigs/evidence/story.ts'
import type { TraceRecord } from '../../rigs/evidence/trace.ts'
import { failuresIn, onVirtual, pathsOf, readings, runsOf } from './all.ts'
import { type OneRun, runApart, type SuiteRun } from './suite-process.ts'

/** All scenarios, three times: what one test may take is not enough on a machine that does something else, too. */
const ALL_THREE_MS = 300_000
const FIRST_LAB = 'test/scenarios/first-lab.yaml'

describe('every scenario', () => {
  let one: SuiteRun
  let other: SuiteRun
  let restored: SuiteRun

  // One after the other: they differ in when they start, too.
  beforeAll(async () => {
    one = await runApart(onVirtual, { env: { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } })
    other = await runApart(onVirtual, { env: { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C' } })
    restored = await runApart(onVirtual, { options: ['--snapshot-at-waits'] })
  }, ALL_THREE_MS)

  test('can be read, and says so where it cannot run yet', () => {
    expect(readings.flatMap(({ faults }) => faults)).toEqual([])
    const neither = readings.filter(({ scenarios, open }) => scenarios.length === 0 && open === undefined)
    expect(pathsOf(neither)).toEqual([])
  })

  test.for(onVirtual)('%s passes on the virtual lane', (path) => {
    const runs = runsOf(one, path)
    expect(runs.length).toBeGreaterThan(0)
    expect(failuresIn(runs)).toEqual([])
  })

  test.for(onVirtual)('%s leaves the same trace byte for byte in two processes', (path) => {
    const [before, after] = [runsOf(one, path), runsOf(other, path)]
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name))
    expect(before.flatMap((each, index) => firstDifference(each.trace, after[index]?.trace ?? ''))).toEqual([])
  })

  test.for(onVirtual)('%s tells the same story with every device through its snapshot at each wait', (path) => {
    const [before, after] = [runsOf(one, path), runsOf(restored, path)]
    expect(failuresIn(after)).toEqual([])
    expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name))
    expect(before.flatMap((each, index) => storyDifferences(each.trace, after[index]?.trace ?? ''))).toEqual([])
  })

  test('leaves another trace with another seed', async () => {
    const [seeded] = (await runApart([FIRST_LAB], { options: ['--seed', '2'] })).runs
    const [before] = runsOf(one, FIRST_LAB)
    expect(seeded?.result.verdict).toBe('pass')
    expect(withoutHead(seeded).length).toBeGreaterThan(50_000)
    expect(firstDifference(withoutHead(before), withoutHead(seeded))).toHaveLength(1)
  })
})

/** The first line in which two traces differ, as both have it; nothing where they are the same bytes. */
function firstDifference(one: string, other: string): { one?: string; other?: string }[] {
  if (one === other) return []
  const [lines, others] = [one.split('\n'), other.split('\n')]
  const at = lines.findIndex((line, index) => line !== others[index])
  return [{ one: lines[Math.max(at, 0)] ?? '', other: others[Math.max(at, 0)] ?? '' }]
}

function storyDifferences(one: string, other: string): string[] {
  const found = compareStories(storyOf(recordsOf(one)), storyOf(recordsOf(other)))
  return found.map((difference) => printDifference(difference, ['as it is', 'through snapshots']))
}

function recordsOf(trace: string): TraceRecord[] {
  return trace.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as TraceRecord]))
}

/** The first line names the seed. */
function withoutHead(run: OneRun | undefined): string {
  return run?.trace.replace(/^.*\n/, '') ?? ''
}
