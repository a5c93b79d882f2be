import type { Locator, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { anAudit } from '../rig/evidence/heat-map/an-audit.ts'
import { heatMapText } from '../rig/evidence/heat-map/heat-map-text.ts'
import type { ABrowser, OpenedPage } from './a-browser.ts'

export const ENGLISH = heatMapText(anAudit(), { language: 'en' })

/** Opens a heat map until the test ends; that of `anAudit()` in English unless told. */
export async function openHeatMap(
  browser: ABrowser,
  text = ENGLISH,
  options: Parameters<ABrowser['open']>[1] = {},
): Promise<OpenedPage> {
  const opened = await browser.open(text, options)
  onTestFinished(() => opened.page.context().close())
  return opened
}

export const cell = (page: Page, name: string): Locator => page.getByRole('gridcell', { name }).first()

export const explanation = (page: Page): Locator => page.getByRole('complementary')

/** The accessible name of what the keyboard is on. */
export const focused = (page: Page): Promise<string | null> =>
  page.evaluate("document.activeElement.getAttribute('aria-label')")
