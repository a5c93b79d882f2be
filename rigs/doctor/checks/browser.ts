import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Examine } from '../part.ts'

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'firefox']
const APPLICATIONS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Firefox.app']

/** Timelines and heat maps are pages; any browser shows them, on any machine. */
export const examineBrowser: Examine = async ({ PATH = '' }) => {
  const part = { part: 'browser', isNeeded: false } as const
  const inPath = PATH.split(delimiter).flatMap((folder) => PROGRAMS.map((program) => join(folder, program)))
  const found = [...inPath, ...APPLICATIONS].find((path) => existsSync(path))
  if (found !== undefined) return { ...part, state: 'ok', found }
  return { ...part, state: 'missing', found: 'none found', mend: 'sudo apt-get install chromium' }
}
