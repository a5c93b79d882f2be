import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aLargeAudit } from '../rig/evidence/heat-map/an-audit.ts'
import { heatMapText } from '../rig/evidence/heat-map/heat-map-text.ts'
import { type ABrowser, aBrowser, hashOf, type OpenedPage } from './a-browser.ts'
import { cell, explanation, focused, openHeatMap } from './a-heat-map.ts'

let browser: ABrowser

beforeAll(async () => {
  browser = await aBrowser()
})

afterAll(() => browser[Symbol.asyncDispose]())

const open = (text?: string): Promise<OpenedPage> => openHeatMap(browser, text)

describe('the keyboard alone', () => {
  test('reaches a cell, explains it, closes and is back where it was', async () => {
    const { page } = await open()
    await page.getByRole('searchbox', { name: 'Filter doors' }).focus()
    for (const key of ['Tab', 'Tab', 'Tab']) await page.keyboard.press(key)
    expect(await focused(page)).toBe('Anna at Front Door (Home): 0 h of 169 h, no permission')
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    expect(await focused(page)).toBe('Clara at Garage: 169 h of 169 h')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('Explanation: Clara, Garage')
    expect(await hashOf(page)).toBe('#user=Clara%40Home&door=Home%2FGarage')
    await page.keyboard.press('Escape')
    expect(await explanation(page).isVisible()).toBe(false)
    expect(await focused(page)).toBe('Clara at Garage: 169 h of 169 h')
    expect(await hashOf(page)).toBe('')
  })

  test('has Home and End, of the row and of all, and stops at the edges', async () => {
    const { page } = await open()
    await cell(page, 'Clara at Garage').click()
    const seen: (string | null)[] = []
    for (const key of ['End', 'Home', 'Control+End', 'ArrowRight', 'ArrowDown', 'Control+Home', 'ArrowUp']) {
      await page.keyboard.press(key)
      seen.push((await focused(page))?.split(':')[0] ?? null)
    }
    const [last, first] = ['Oliver at Warehouse North Gate', 'Anna at Front Door (Home)']
    expect(seen).toEqual([
      'Clara at Warehouse North Gate',
      'Clara at Front Door (Home)',
      last,
      last,
      last,
      first,
      first,
    ])
  })

  test('has one place in the grid that Tab leads to', async () => {
    const { page } = await open()
    await page.keyboard.press('Tab')
    await cell(page, 'Felix at Garage').click()
    expect(await page.locator('#grid [tabindex="0"]').count()).toBe(1)
    expect(await page.locator('#grid [tabindex="0"]').getAttribute('aria-label')).toContain('Felix at Garage')
  })
})

describe('1,000 users and 100 doors', () => {
  test('are there in three seconds, and stay few elements wherever one scrolls', async () => {
    const text = heatMapText(aLargeAudit(1000, 100), { language: 'en' })
    const start = performance.now()
    const { page } = await open(text)
    await cell(page, 'User 0001 at Door 001').waitFor()
    expect(performance.now() - start).toBeLessThan(3000)
    await page.locator('#grid').evaluate((grid) => grid.scrollTo(4000, 16_000))
    await cell(page, 'User 0510 at Door 050').waitFor()
    expect(await page.locator('#grid *').count()).toBeLessThan(4000)
    await cell(page, 'User 0510 at Door 050').click()
    await page.keyboard.press('Control+End')
    expect(await focused(page)).toContain('User 1000 at Door 100')
    expect(await cell(page, 'User 1000 at Door 100').getAttribute('aria-selected')).toBe('true')
  })

  test('keep the cell of the keyboard while it is scrolled out of sight', async () => {
    const { page } = await open(heatMapText(aLargeAudit(1000, 100), { language: 'en' }))
    await cell(page, 'User 0003 at Door 002').click()
    await page.locator('#grid').evaluate((grid) => grid.scrollTo(5000, 20_000))
    await cell(page, 'User 0630 at Door 065').waitFor()
    expect(await focused(page)).toContain('User 0003 at Door 002')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toContain('User 0003 at Door 003')
  })
})
