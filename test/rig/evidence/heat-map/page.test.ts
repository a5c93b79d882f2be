import { describe, expect, test } from 'vitest'
import { WORDS } from '../../../../rigs/evidence/heat-map/words.ts'
import { script } from '../../../../rigs/evidence/page/asset.ts'
import { aLargeAudit, anAudit } from './an-audit.ts'
import { heatMapText } from './heat-map-text.ts'

const page = heatMapText(anAudit(), { language: 'en' })

describe('the heat map', () => {
  test('is one file that asks for nothing else', () => {
    expect(page).not.toMatch(/https?:|@import|url\((?!#)|<link|<img|src=|import /)
    expect(page).toContain("default-src 'none'")
  })

  test('is the same text for the same audit', () => {
    expect(heatMapText(anAudit(), { language: 'en' })).toBe(page)
  })

  test('begins in the language that was asked for, and holds both', () => {
    const german = heatMapText(anAudit(), { language: 'de' })
    expect(page).toContain('<html lang="en">')
    expect(german).toContain('<html lang="de">')
    expect(german).toContain('<title>Wer hat Zutritt · acme</title>')
    for (const text of [page, german]) expect(text).toContain('Der Benutzer ist deaktiviert.')
  })

  test('lets no name become markup', () => {
    const evil = '</script><script>alert(1)</script><!--"\'&'
    const { doors, users } = anAudit()
    const poisoned = anAudit({
      rig: evil,
      doors: doors.map((door) => ({ ...door, site: evil, name: evil })),
      users: users.map(() => ({ name: evil, origin: evil })),
    })
    const text = heatMapText(poisoned, { language: 'en' })
    expect(text).not.toContain('alert(1)</')
    expect(text).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
    expect(text.match(/<\/script>/g)).toHaveLength(2)
    expect(text).not.toContain('<!--')
  })

  test('of 1,000 users and 100 doors is smaller than half a megabyte', () => {
    expect(heatMapText(aLargeAudit(1000, 100), { language: 'en' }).length).toBeLessThan(500_000)
  })
})

describe('its words', () => {
  const gapsOf = (text: unknown): string[] => (JSON.stringify(text).match(/\{\w+\}/g) ?? []).sort()

  test.for(Object.keys(WORDS.en) as (keyof typeof WORDS.en)[])('%s has the same gaps in both languages', (key) => {
    expect(WORDS.de[key]).not.toBe('')
    expect(gapsOf(WORDS.de[key])).toEqual(gapsOf(WORDS.en[key]))
  })

  /** Of the page's own text, and of kinds of cells. */
  const SAID_BY_KIND = ['needsScript', 'none', 'denied', 'closed']

  test('are none too many: each is used by the page', () => {
    const source = script('heat-map/main.js').text + page.split('<script', 1)[0]
    const used = (key: string): boolean =>
      new RegExp(`(?:words\\.|')${key}\\b|data-(?:word|name)="${key}"`).test(source)
    expect(Object.keys(WORDS.en).filter((key) => !used(key) && !SAID_BY_KIND.includes(key))).toEqual([])
  })
})

describe('its script', () => {
  const text = script('heat-map/main.js').text

  test('is one module: nothing is imported or exported, and no name stands for two things', () => {
    expect(text).not.toMatch(/^(?:import|export) /m)
    const names = [...text.matchAll(/^(?:function|const|let|class) (\w+)/gm)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  test('declares everything before it is used while the page loads', () => {
    expect(text.indexOf('export const data')).toBe(-1)
    expect(text.indexOf('const data = JSON.parse')).toBeLessThan(text.indexOf('const kinds = data.answers'))
    expect(text.trimEnd().endsWith('openAddressed()')).toBe(true)
  })
})
