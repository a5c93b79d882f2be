import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { browserPath } from './available.ts'

/** A page that was opened from a file, and what it did that it should not. */
export interface OpenedPage {
  readonly page: Page
  /** Errors, and whatever the console was told. */
  readonly complaints: readonly string[]
  /** Addresses that were asked for, other than the file itself. */
  readonly requests: readonly string[]
}

export interface ABrowser extends AsyncDisposable {
  /** Writes the text to a file and opens that, with `hash` behind its name, in a window of its own. */
  open(text: string, options?: BrowserContextOptions & { readonly hash?: string }): Promise<OpenedPage>
}

const WAIT_MS = 10_000

/** What the address says now. The driver's own notion of it comes later. */
export const hashOf = (page: Page): Promise<string> => page.evaluate('location.hash')

/** A real Chromium without a window. */
export async function aBrowser(): Promise<ABrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-browser-'))
  const executablePath = browserPath()
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  })
  let count = 0
  return {
    async open(text, { hash = '', ...options } = {}) {
      count += 1
      const file = join(folder, `${count}.html`)
      await writeFile(file, text)
      return openFile(browser, `${pathToFileURL(file).href}${hash}`, options)
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function openFile(browser: Browser, address: string, options: BrowserContextOptions): Promise<OpenedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => request.url() !== address.split('#')[0] && requests.push(request.url()))
  await page.goto(address)
  return { page, complaints, requests }
}
