import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anAudit } from '../rig/evidence/heat-map/an-audit.ts'
import { heatMapText } from '../rig/evidence/heat-map/heat-map-text.ts'
import { type ABrowser, aBrowser, type OpenedPage } from './a-browser.ts'
import { cell, ENGLISH, explanation, openHeatMap } from './a-heat-map.ts'
import { contrast } from './contrast.ts'

let browser: ABrowser

beforeAll(async () => {
  browser = await aBrowser()
})

afterAll(() => browser[Symbol.asyncDispose]())

const open = (text?: string, options?: Parameters<ABrowser['open']>[1]): Promise<OpenedPage> =>
  openHeatMap(browser, text, options)

const ANNA = { hash: '#user=Anna%40Office&door=Office%2FFront+Door' }

describe('a click on a cell', () => {
  test('explains it: how long, when, over which path, and why not at other times', async () => {
    const { page } = await open()
    await page.getByRole('gridcell', { name: 'Anna at Front Door (Office): 50 h of 169 h' }).click()
    const told = await explanation(page).innerText()
    expect(told).toContain('Anna → Front Door (Office)')
    expect(told).toContain('Times by the clock of Office, Europe/Vienna')
    expect(told).toContain('Opens 50 h of 169 h 30%')
    expect(told).toMatch(/Mon–Fri 08:00–18:00\s+UG:Staff · Office Hours/)
    expect(told).toContain('The access is allowed, but not at this time.')
    expect(told).toContain('OUTSIDE_SCHEDULE · 119 h')
  })

  test('says of a user whose time is over since when', async () => {
    const { page } = await open()
    await cell(page, 'David at Front Door (Office): 24 h of 169 h').click()
    const told = await explanation(page).innerText()
    expect(told).toContain("The user's time window is over.")
    expect(told).toMatch(/EXPIRED · 109 h\s+Wed 12:00–24:00\s+Thu–Sun all day/)
  })

  test.for([
    ['Anna at Server Room: 0 h of 169 h, denied', 'A deny on the user or one of their groups wins over every allow.'],
    ['Ben at Server Room: 0 h of 169 h, no permission', 'Neither the user nor one of their groups has a permission'],
    ['Gina at Front Door (Home): 0 h of 169 h, never open', 'The user is disabled.'],
  ] as const)('%s: tells why', async ([name, why]) => {
    const { page } = await open()
    await cell(page, name).click()
    const told = await explanation(page).innerText()
    expect(told).toContain(why)
    expect(told).toContain('the whole time')
  })

  test('of a door that is denied names every permission that refuses, and the allows that it wins over', async () => {
    const { page } = await open(ENGLISH, { hash: '#user=Anna%40Office&door=Office%2FServer+Room' })
    const told = await explanation(page).innerText()
    expect(told).toMatch(/DENIED · 169 h\s+UG:Staff\/UG:No Servers\s+denies\s+U:Anna\s+denies/)
    expect(told).toMatch(/Other permissions here\s+UG:Staff · at all times\s+a deny wins over it/)
    await page.getByRole('button', { name: 'DE' }).click()
    const german = await explanation(page).innerText()
    expect(german).toMatch(/U:Anna\s+verbietet/)
    expect(german).toMatch(/Weitere Berechtigungen hier\s+UG:Staff · jederzeit\s+ein Verbot geht vor/)
  })

  test('of a schedule that is shadowed says so, and of one that is never open', async () => {
    const { page } = await open()
    await cell(page, 'Eva at Showroom').click()
    const told = await explanation(page).innerText()
    expect(told).toMatch(/Other permissions here\s+U:Eva · Late\s+another is open whenever it is/)
    expect(told).toMatch(/UG:Staff · Sundays\s+never open in this time/)
    await cell(page, 'Anna at Showroom').click()
    expect(await explanation(page).innerText()).not.toContain('Other permissions here')
  })

  test('shows the day of 25 hours, and which of the two hours is meant', async () => {
    const { page } = await open()
    await cell(page, 'Iris at Front Door (Home): 4 h of 169 h').click()
    const told = await explanation(page).innerText()
    expect(told).toMatch(/Sun 25 Oct\s+25 h/)
    expect(told).toContain('Sat 22:00–02:00 (+02:00) (next day)')
    expect(await explanation(page).locator('.day .upper, .day .lower').count()).toBeGreaterThanOrEqual(2)
  })

  test('draws opened hours at their place on the wall clock', async () => {
    const { page } = await open(ENGLISH, ANNA)
    const bars = explanation(page).locator('.day').first().locator('.open')
    expect(await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('style')))).toEqual([
      'left: 33.333%; width: 41.667%;',
    ])
  })
})

describe('the page', () => {
  test('is a grid to assistive technology, with names, headings and its size', async () => {
    const { page } = await open()
    const grid = page.getByRole('grid', { name: 'Who may enter which door' })
    expect(await grid.getAttribute('aria-rowcount')).toBe('12')
    expect(await grid.getAttribute('aria-colcount')).toBe('7')
    const snapshot = await grid.ariaSnapshot()
    expect(snapshot).toContain('- columnheader "Lisbon"')
    expect(snapshot).toContain('- columnheader "Server Room"')
    expect(snapshot).toContain('- rowheader "Oliver Office"')
    expect(snapshot).toContain(`- 'gridcell "Mara at Front Door (Home): 120 h of 169 h"': 71%`)
  })

  test('is turned to German and back, what is explained as well', async () => {
    const { page } = await open(ENGLISH, ANNA)
    await page.getByRole('button', { name: 'DE' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.getByRole('gridcell', { name: 'Anna an Front Door (Office): 50 h von 169 h', selected: true }).waitFor()
    const told = await explanation(page).innerText()
    expect(told).toContain('Mo–Fr 08:00–18:00')
    expect(told).toContain('Der Zutritt ist erlaubt, aber nicht zu dieser Zeit.')
    await page.getByRole('button', { name: 'EN', exact: true }).click()
    expect(await explanation(page).innerText()).toContain('Mon–Fri 08:00–18:00')
  })

  test('begins in German where it was asked for', async () => {
    const { page } = await open(heatMapText(anAudit(), { language: 'de' }))
    await cell(page, 'Oliver an Garage: 169 h von 169 h').waitFor()
    expect(await page.getByRole('button', { name: 'DE', pressed: true }).count()).toBe(1)
  })

  test('says the same to a viewer in Tokyo', async () => {
    const [here, there] = await Promise.all([
      open(ENGLISH, { ...ANNA, timezoneId: 'Europe/Vienna' }),
      open(ENGLISH, { ...ANNA, timezoneId: 'Asia/Tokyo', locale: 'ja-JP' }),
    ])
    const [text, textInTokyo] = await Promise.all([here, there].map(({ page }) => page.locator('body').innerText()))
    expect(text).toContain('Mon–Fri 08:00–18:00')
    expect(textInTokyo).toBe(text)
  })

  test('asks the network for nothing, may not, and has nothing to complain of', async () => {
    const { page, complaints, requests } = await open(ENGLISH, ANNA)
    await page.getByRole('button', { name: 'By door' }).click()
    await page.getByRole('button', { name: 'DE' }).click()
    expect(complaints).toEqual([])
    const refused = await page.evaluate("fetch('http://127.0.0.1:9/').catch(({ message }) => message)")
    expect(refused).toContain('Failed to fetch')
    expect(complaints.join()).toContain('Content Security Policy')
    expect(requests).toEqual([])
  })

  test('takes names for text, whatever they hold', async () => {
    const evil = '</script><img src=x onerror="document.title=1"><script>document.title=2</script>&amp;'
    const { doors, users } = anAudit()
    const poisoned = anAudit({
      rig: evil,
      doors: doors.map((door) => ({ ...door, name: evil, site: evil })),
      users: users.map(({ origin }, index) => ({ name: `${index}${evil}`, origin })),
    })
    const { page, complaints } = await open(heatMapText(poisoned, { language: 'en' }))
    await page.getByRole('gridcell').first().click()
    expect(await explanation(page).getByRole('heading').first().innerText()).toBe(`0${evil} → ${evil} (${evil})`)
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.title()).toBe(`Who may enter · ${evil}`)
    expect(complaints).toEqual([])
  })

  test('turns users and doors over, and the cell stays the same', async () => {
    const { page } = await open(ENGLISH, ANNA)
    await page.getByRole('button', { name: 'By door' }).click()
    const chosen = page.getByRole('gridcell', { name: 'Anna at Front Door (Office): 50 h', selected: true })
    expect(await chosen.getAttribute('data-row')).toBe('3')
    expect(await page.getByRole('columnheader', { name: 'Anna' }).count()).toBe(1)
    expect(await page.getByRole('rowheader', { name: 'Server Room Office' }).count()).toBe(1)
  })

  test('shows those whose name holds what is typed, and how many of all', async () => {
    const { page } = await open()
    await page.getByRole('searchbox', { name: 'Filter users' }).fill('CLA')
    await page.getByRole('searchbox', { name: 'Filter doors' }).fill('office')
    await page.getByRole('searchbox', { name: 'Filter doors' }).fill('front  office/')
    expect(await page.getByRole('gridcell').count()).toBe(1)
    await page.getByRole('searchbox', { name: 'Filter doors' }).fill('office')
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringContaining('Clara')])
    expect(await page.getByRole('gridcell').count()).toBe(3)
    expect(await page.locator('output').allInnerTexts()).toEqual(['1 of 10', '3 of 6'])
    await page.getByRole('searchbox', { name: 'Filter users' }).fill('nobody')
    await page.getByText('No user or door has this in its name.').waitFor()
  })

  test.for(['light', 'dark'] as const)('has text that can be read on every shade, %s', async (colorScheme) => {
    const { page } = await open(ENGLISH, { colorScheme })
    const styles = (await page.locator('#legend i').evaluateAll((all) =>
      all.map((each) => {
        const { color, backgroundColor } = each.ownerDocument.defaultView.getComputedStyle(each)
        return { color, backgroundColor }
      }),
    )) as { readonly color: string; readonly backgroundColor: string }[]
    const panel = colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(26, 32, 41)'
    const contrasts = styles.map(({ color, backgroundColor }) =>
      contrast(color, backgroundColor === 'rgba(0, 0, 0, 0)' ? panel : backgroundColor),
    )
    expect(contrasts).toHaveLength(10)
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
  })

  test('prints what is shown, with lines to sign on', async () => {
    const { page } = await open()
    await page.getByRole('searchbox', { name: 'Filter users' }).fill('anna')
    await page.evaluate(
      "addEventListener('beforeprint', () => { globalThis.printed = document.querySelectorAll('#paper tr').length })",
    )
    await page.pdf()
    expect(await page.evaluate('printed')).toBe(2)
    expect(await page.locator('#paper tr').count()).toBe(0)
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('table').getByRole('row').count()).toBe(2)
    const paper = await page.locator('body').innerText()
    for (const text of ['Reviewed by', 'Date', 'Signature', '1 of 10', 'Europe/Vienna, Europe/Lisbon']) {
      expect(paper).toContain(text)
    }
    expect(paper).toContain('Made from loxrig-audit/1 of rig acme, 2026-10-18 22:00 to 2026-10-25 23:00 UTC')
    expect(await page.getByRole('grid').isVisible()).toBe(false)
  })
})
