import { expect, test } from 'vitest'
import { buildAudit } from '../../../rigs/audit/build-audit.ts'
import type { CompactAudit } from '../../../rigs/audit/compact-audit.ts'
import { auditCsv } from '../../../rigs/audit/csv.ts'
import { fileRig } from '../../../rigs/audit/file-rig.ts'
import { auditJson } from '../../../rigs/audit/json.ts'
import { auditSchema } from '../../../rigs/audit/schema.ts'
import { wholeAudit } from '../../../rigs/audit/whole-audit.ts'
import { aLargeAudit, anAudit } from '../evidence/heat-map/an-audit.ts'

const YEAR = { fromMs: Date.UTC(2025, 11, 31, 23), untilMs: Date.UTC(2026, 11, 31, 23) }

test.for<[string, () => CompactAudit]>([
  ['of a rig file', () => buildAudit(fileRig('rigs/two-sites.yaml').rig, YEAR)],
  ['with denies, and with what opens nothing', () => anAudit()],
  [
    'with names that look like what is put together',
    () => anAudit({ rig: '"runs": []', users: [{ name: '"\n', origin: '' }] }),
  ],
  ['of nobody', () => anAudit({ users: [], doors: [], answers: [], places: [] })],
])('the JSON of an audit %s is, piece by piece, what all of it at once is', ([, make]) => {
  const audit = make()
  const whole = wholeAudit(audit)
  expect([...auditJson(audit)].join('')).toBe(`${JSON.stringify(whole, undefined, 2)}\n`)
  expect(auditSchema.parse(whole)).toEqual(whole)
})

test('an answer names what refuses and what is idle only where there is some', () => {
  const { answers } = wholeAudit(anAudit())
  expect(answers.filter(({ denies }) => denies !== undefined)).toEqual([
    {
      minutes: 0,
      runs: [{ from: '2026-10-18T22:00:00Z', until: '2026-10-25T23:00:00Z', reason: 'DENIED' }],
      denies: [{ path: 'UG:Staff/UG:No Servers' }, { path: 'U:Anna' }],
      idle: [{ path: 'UG:Staff', because: 'DENIED' }],
    },
  ])
  expect(answers.filter(({ idle }) => idle !== undefined)).toHaveLength(2)
})

test('CSV has every run of every pair, in however many pieces', () => {
  const pieces = [...auditCsv(aLargeAudit(200, 10))]
  const { answers, cells } = wholeAudit(aLargeAudit(200, 10))
  const runs = cells.reduce((sum, { answer }) => sum + (answers[answer]?.runs.length ?? 0), 0)
  expect(pieces.length).toBeGreaterThan(5)
  expect(pieces.join('').match(/\r\n/g)).toHaveLength(1 + runs)
  expect(pieces.filter((piece) => piece.startsWith('\uFEFF'))).toEqual([pieces[0]])
})
