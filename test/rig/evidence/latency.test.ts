import { describe, expect, test } from 'vitest'
import { compareStories } from '../../../rigs/evidence/compare-stories.ts'
import { latenciesOf } from '../../../rigs/evidence/latency.ts'
import { storyOf } from '../../../rigs/evidence/story.ts'
import type { TraceRecord } from '../../../rigs/evidence/trace.ts'
import { whateverTheReader } from '../../../rigs/evidence/whatever-the-reader.ts'
import { aRun } from './a-run.ts'

const reading = (reader: string, latencyMs: number): TraceRecord => ({
  ...{ type: 'reading', atMs: 0, reader, source: 'pcsc', command: 'rig-1', latencyMs },
})

describe('latenciesOf()', () => {
  test('says of each reader its least, middle and greatest latency by nearest rank, and its jitter', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => reading('home/front-door', index + 1))
    expect(latenciesOf([...hundred, reading('home/side-door', 7.5)])).toEqual([
      {
        ...{ reader: 'home/front-door', source: 'pcsc', presentations: 100 },
        ...{ minMs: 1, p50Ms: 50, p99Ms: 99, maxMs: 100, jitterMs: 1 },
      },
      {
        ...{ reader: 'home/side-door', source: 'pcsc', presentations: 1 },
        ...{ minMs: 7.5, p50Ms: 7.5, p99Ms: 7.5, maxMs: 7.5, jitterMs: 0 },
      },
    ])
  })

  test('takes the jitter in the order in which it happened', () => {
    const [one] = latenciesOf([1, 5, 1, 5].map((latencyMs) => reading('home/front-door', latencyMs)))
    expect(one?.jitterMs).toBe(4)
  })

  test('says nothing of a run without real readers, and is no part of the story', async () => {
    const { records } = await aRun()
    expect(latenciesOf(records)).toEqual([])
    const timed = records.flatMap((record) => [record, reading('office/front-door', 3)])
    expect(compareStories(storyOf(records), storyOf(timed))).toEqual([])
  })
})

describe('whateverTheReader()', () => {
  test('tells a card on a real reader as the tap at a simulated one, and nothing else otherwise', async () => {
    const { records } = await aRun()
    const real = (decide: (outcome: unknown) => unknown) =>
      JSON.parse(JSON.stringify(records), (key, value: unknown) => {
        if (key === 'source') return 'pcsc'
        if (key === 'outcome') return decide(value)
        return value === 'tap' ? 'present' : value
      }) as TraceRecord[]
    const told = (each: readonly TraceRecord[]) => whateverTheReader(storyOf(each))
    const same = real((outcome) => outcome)
    expect(compareStories(storyOf(records), storyOf(same))).not.toEqual([])
    expect(compareStories(told(records), told(same))).toEqual([])
    const another = real((outcome) => (outcome === 'granted' ? 'denied' : outcome))
    expect(compareStories(told(records), told(another))).not.toEqual([])
  })
})
