import { describe, expect, test } from 'vitest'
import { forEachRun, runsOfWays, runsWithin } from '../../../../sim/domain/access/audit/runs.ts'

const SHUT = 9
const way = (mark: number, ...open: number[]) => ({ mark, open: Int32Array.from(open) })

describe('runs of ways', () => {
  const union = (...ways: ReturnType<typeof way>[]) => [...runsOfWays(ways, false, SHUT, 100)]
  const all = (...ways: ReturnType<typeof way>[]) => [...runsOfWays(ways, true, SHUT, 100)]

  test('lie between runs that are shut, from beginning to end', () => {
    expect(union(way(1, 10, 20, 30, 40))).toEqual([0, SHUT, 10, 1, 20, SHUT, 30, 1, 40, SHUT])
  })

  test('are one where a way is open from beginning to end, and shut where it never is', () => {
    expect(union(way(1, 0, 100))).toEqual([0, 1])
    expect(union(way(1))).toEqual([0, SHUT])
  })

  test('R108: are by the first way that is open, as long as it is, whatever another does meanwhile', () => {
    expect(union(way(1, 10, 30), way(2, 0, 20, 25, 50))).toEqual([0, 2, 10, 1, 30, 2, 50, SHUT])
    expect(union(way(1, 10, 30), way(2, 12, 20))).toEqual([0, SHUT, 10, 1, 30, SHUT])
    expect(union(way(1, 0, 5), way(2, 0, 8), way(3, 0, 9))).toEqual([0, 1, 5, 2, 8, 3, 9, SHUT])
  })

  test('go over from one way to another without a seam, and stay one where both say the same', () => {
    expect(union(way(1, 10, 20), way(2, 20, 30))).toEqual([0, SHUT, 10, 1, 20, 2, 30, SHUT])
    expect(union(way(1, 10, 20), way(1, 20, 30))).toEqual([0, SHUT, 10, 1, 30, SHUT])
  })

  test('AMB-13: where all must be open they are by the first of all, while every one is', () => {
    expect(all(way(1, 0, 50), way(2, 20, 80))).toEqual([0, SHUT, 20, 1, 50, SHUT])
    expect(all(way(1, 0, 50), way(2, 50, 80))).toEqual([0, SHUT])
    expect(all(way(1, 0, 100), way(2, 0, 10, 20, 100), way(3, 5, 30))).toEqual([
      0,
      SHUT,
      5,
      1,
      10,
      SHUT,
      20,
      1,
      30,
      SHUT,
    ])
    expect(all(way(1, 10, 20))).toEqual([0, SHUT, 10, 1, 20, SHUT])
  })
})

describe('runs within a window', () => {
  const AROUND = { before: 7, behind: 8 }
  const RUNS = Int32Array.of(0, SHUT, 10, 1, 20, SHUT)
  const within = (from: number, until: number) => [...runsWithin(RUNS, { from, until }, AROUND, 30)]

  test('are the same value where the window is the whole span', () => {
    expect(runsWithin(RUNS, { from: 0, until: 30 }, AROUND, 30)).toBe(RUNS)
  })

  test.for<[number, number, number[]]>([
    [0, 29, [0, SHUT, 10, 1, 20, SHUT, 29, 8]],
    [1, 30, [0, 7, 1, SHUT, 10, 1, 20, SHUT]],
    [12, 18, [0, 7, 12, 1, 18, 8]],
    [10, 20, [0, 7, 10, 1, 20, 8]],
    [20, 30, [0, 7, 20, SHUT]],
    [0, 10, [0, SHUT, 10, 8]],
    [0, 0, [0, 8]],
    [30, 30, [0, 7]],
    [15, 15, [0, 7, 15, 8]],
    [20, 10, [0, 7, 20, 8]],
    [30, 0, [0, 7]],
  ])('P-41: from %i until %i they are cut, with what lies before and behind', ([from, until, runs]) => {
    expect(within(from, until)).toEqual(runs)
  })

  test('are gone through in order, the last until the end of the span', () => {
    const seen: number[][] = []
    forEachRun(RUNS, 30, (...run) => seen.push(run))
    expect(seen).toEqual([
      [0, 10, SHUT],
      [10, 20, 1],
      [20, 30, SHUT],
    ])
  })
})
