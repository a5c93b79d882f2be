import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareAudits } from '../../../rigs/audit/compare-audits.ts'
import type { AccessChange } from '../../../rigs/audit/diff.ts'
import { fileRig } from '../../../rigs/audit/file-rig.ts'

const FILE = 'fixtures/rigs/business.yaml'
/** In Vienna; it begins with Easter Monday, a public holiday. */
const WEEK = { fromMs: Date.UTC(2026, 3, 5, 22), untilMs: Date.UTC(2026, 3, 12, 22) }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loxrig-compared-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What changes at a door where these lines of the file are others. */
async function changes(
  door: string,
  ...edits: readonly (readonly [string, string])[]
): Promise<readonly AccessChange[]> {
  const text = await readFile(FILE, 'utf8')
  const changed = edits.reduce((text, [from, to]) => text.replaceAll(from, to), text)
  expect(changed).not.toBe(text)
  await writeFile(join(folder, 'changed.yaml'), changed)
  return compareAudits(fileRig(FILE), fileRig(join(folder, 'changed.yaml')), WEEK, { doors: [door] }).changes
}

const namesOf = (changes: readonly AccessChange[], user: string): string[] | undefined =>
  changes.find((change) => change.user === user)?.causes.map(({ name }) => name)

describe('what a difference is because of', () => {
  test('is the membership that is gone, and not the permission that others still have by it', async () => {
    const [change, ...others] = await changes('Archive Door', ['groups: [Management]', 'groups: [Staff]'])
    expect(others).toEqual([])
    expect(change?.causes).toEqual([
      {
        name: 'Olga in group Management',
        before: { value: 'yes', where: expect.stringMatching(/business\.yaml:\d+$/) },
      },
    ])
  })

  test('is the permission that is new, and not the membership that was there', async () => {
    const lost = await changes('Front Door', ['"access:Front Door", "access:Archive Door"', '"access:Archive Door"'])
    expect(namesOf(lost, 'Olga')).toEqual(['allow group:Management access:Front Door'])
  })

  test('is the mode that a schedule lists, and not the calendar that was there', async () => {
    const hours = '        Cleaning Hours:\n'
    const lost = await changes('Front Door', [hours, `${hours}          modes: [Public Holiday]\n`])
    expect(namesOf(lost, 'Clea')).toEqual(['access schedule Cleaning Hours'])
    expect(lost).toHaveLength(1)
  })

  test('is the day of the calendar, and not the schedule that knows its mode', async () => {
    const gained = await changes('Front Door', ['easter: 1', 'easter: 39'])
    expect(namesOf(gained, 'Paul')).toEqual(['calendar entry Easter Monday'])
  })

  test('is the door itself where that is gone', async () => {
    const lost = await changes('Archive Door', ['Archive Door', 'Old Archive'])
    expect(namesOf(lost, 'admin')).toEqual(['access:Archive Door'])
  })
})

test('a line of a file below this folder is told as seen from here', async () => {
  const [change] = await changes('Archive Door', ['groups: [Management]', 'groups: [Staff]'])
  expect(change?.causes[0]?.before?.where).toMatch(/^fixtures\/rigs\/business\.yaml:\d+$/)
})

test('who or what is in neither of the two is told, with the nearest name', async () => {
  await expect(changes('Archive Dor', ['groups: [Management]', 'groups: [Staff]'])).rejects.toThrow(
    'no door Archive Dor to audit. Did you mean "Archive Door"?',
  )
})
