import { readFileSync } from 'node:fs'

/** This version of loxrig, as its package says. */
export const VERSION: string = readVersion()

/** Sources and compiled files lie at different depths under the package. */
function readVersion(): string {
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as Record<string, string>
      if (name === 'loxrig' && version !== undefined) return version
    } catch {
      // Not at this depth.
    }
  }
  throw new TypeError('the package.json of loxrig is missing')
}
