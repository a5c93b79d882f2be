import { expect, test } from 'vitest'
import { dataOf, type HeatMapData } from '../../../../rigs/evidence/heat-map/data.ts'
import { aLargeAudit, anAudit } from './an-audit.ts'

const audit = anAudit()
const data = dataOf(audit)

const instant = (minute: number): string => new Date(minute * 60_000).toISOString().replace('.000', '')

/** The runs of a cell, as an audit has them. */
function runsAt({ from, until, cells, answers, reasons, vias }: HeatMapData, door: number, user: number): unknown[] {
  const runs = answers[cells[door]?.[user] ?? -1]?.runs ?? []
  return Array.from({ length: runs.length / 3 }, (_, index) => {
    const [begin = 0, reason = -1, via = -1, next = until - from] = runs.slice(index * 3)
    return {
      from: instant(from + begin),
      until: instant(from + next),
      reason: reasons[reason],
      ...(via >= 0 && { via: vias[via] }),
    }
  })
}

test('what the page holds is what the audit says, cell by cell', () => {
  expect(audit.cells.length).toBeGreaterThan(20)
  for (const { door, user, answer } of audit.cells) {
    expect(runsAt(data, door, user)).toEqual(audit.answers[answer]?.runs)
    expect(data.answers[data.cells[door]?.[user] ?? -1]?.minutes).toBe(audit.answers[answer]?.minutes)
  }
})

test('a pair that the audit does not name is not configured from beginning to end', () => {
  const [door, user] = [0, 0]
  expect(audit.cells.filter((cell) => cell.door === door && cell.user === user)).toEqual([])
  expect(runsAt(data, door, user)).toEqual([{ from: audit.from, until: audit.until, reason: 'NOT_CONFIGURED' }])
})

test('reasons, ways and answers are held once, however many cells share them', () => {
  const large = dataOf(aLargeAudit(50, 20))
  expect(large.answers).toHaveLength(audit.answers.length + 1)
  expect(new Set(large.reasons).size).toBe(large.reasons.length)
  expect(large.vias).toHaveLength(6)
})
