import { expect, test } from 'vitest'
import type { CompactAudit } from '../../../../rigs/audit/compact-audit.ts'
import { wholeAudit } from '../../../../rigs/audit/whole-audit.ts'
import { dataOf, type HeatMapData } from '../../../../rigs/evidence/heat-map/data.ts'
import { aLargeAudit, anAudit } from './an-audit.ts'

function heldOf(audit: CompactAudit): HeatMapData {
  const { head, answers } = dataOf(audit)
  return { ...head, answers: [...answers] }
}

const audit = wholeAudit(anAudit())
const data = heldOf(anAudit())

const instant = (minute: number): string => new Date(minute * 60_000).toISOString().replace('.000', '')

/** The runs of a cell, as an audit has them. */
function runsAt({ from, until, cells, answers, marks, vias }: HeatMapData, door: number, user: number): unknown[] {
  const runs = answers[cells[door]?.[user] ?? -1]?.runs ?? []
  return Array.from({ length: runs.length / 2 }, (_, index) => {
    const [begin = 0, mark = -1, next = until - from] = runs.slice(index * 2)
    const { reason, via } = marks[mark] ?? {}
    return {
      from: instant(from + begin),
      until: instant(from + next),
      reason,
      ...(via !== undefined && { via: vias[via] }),
    }
  })
}

test('what the page holds is what the audit says, cell by cell', () => {
  expect(audit.cells.length).toBeGreaterThan(20)
  for (const { door, user, answer } of audit.cells) {
    const held = data.answers[data.cells[door]?.[user] ?? -1]
    const { minutes, denies, idle } = audit.answers[answer] ?? {}
    expect(runsAt(data, door, user)).toEqual(audit.answers[answer]?.runs)
    expect(held?.minutes).toBe(minutes)
    expect(held?.denies?.map((via) => data.vias[via])).toEqual(denies)
    expect(held?.idle?.map(({ via, because }) => ({ ...data.vias[via], because }))).toEqual(idle)
  }
})

test('a pair that the audit does not name is not configured from beginning to end', () => {
  const [door, user] = [0, 0]
  expect(audit.cells.filter((cell) => cell.door === door && cell.user === user)).toEqual([])
  expect(runsAt(data, door, user)).toEqual([{ from: audit.from, until: audit.until, reason: 'NOT_CONFIGURED' }])
})

test('ways and answers are held once, however many cells share them', () => {
  const large = heldOf(aLargeAudit(50, 20))
  expect(large.answers).toHaveLength(audit.answers.length + 1)
  expect(new Set(large.vias.map(({ path, schedule }) => `${path} ${schedule}`)).size).toBe(large.vias.length)
  expect(large.vias).toHaveLength(11)
})
