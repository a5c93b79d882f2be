import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { timelinePage } from '../../rigs/evidence/timeline/page.ts'
import { aRun } from '../rig/evidence/a-run.ts'
import { type ABrowser, aBrowser, hashOf, type OpenedPage } from './a-browser.ts'

let browser: ABrowser
let text: string

beforeAll(async () => {
  browser = await aBrowser()
  const { records, failure } = await aRun()
  text = timelinePage(records, failure)
})

afterAll(() => browser[Symbol.asyncDispose]())

async function open(options: Parameters<ABrowser['open']>[1] = {}): Promise<OpenedPage> {
  const opened = await browser.open(text, options)
  onTestFinished(() => opened.page.context().close())
  return opened
}

describe('the timeline of a run', () => {
  test('opens, asks the network for nothing, and has nothing to complain of', async () => {
    const { page, complaints, requests } = await open()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe('')
    expect(await page.locator('#plot .mark').count()).toBeGreaterThan(8)
    expect(complaints).toEqual([])
    expect(requests).toEqual([])
  })

  test('shows the card of a decision when its mark is clicked', async () => {
    const { page } = await open()
    await page.locator('#plot .mark.decision.bad').click()
    const card = page.locator('.detail:visible').getByRole('article')
    expect(await card.innerText()).toContain('Nobody holds this credential.')
    await page.locator('#plot .mark.decision.good').click()
    expect(await card.innerText()).toContain('Granted Front Door')
    expect(await hashOf(page)).toMatch(/^#m-/)
  })

  test('is gone through with the keyboard', async () => {
    const { page } = await open()
    const seen: string[] = []
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'End', 'ArrowRight']) {
      await page.keyboard.press(key)
      seen.push(await hashOf(page))
    }
    const [first, second, third, cause, last, beyond] = seen
    expect(new Set([first, second, third, last]).size).toBe(4)
    expect([cause, beyond]).toEqual([second, last])
    expect(await page.locator('#plot .mark.chosen').count()).toBe(1)
  })

  test('opens where its address says', async () => {
    const { page } = await open({ hash: '#s-4' })
    expect(await page.locator('.detail:visible').getByRole('heading', { level: 2 }).innerText()).toContain(
      'tap red-card',
    )
  })

  test('follows the light and dark colours of the system', async () => {
    const [light, dark] = await Promise.all([open({ colorScheme: 'light' }), open({ colorScheme: 'dark' })])
    const paper = ({ page }: OpenedPage): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect([await paper(light), await paper(dark)]).toEqual(['rgb(246, 247, 249)', 'rgb(17, 21, 28)'])
  })
})
