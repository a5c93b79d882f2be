import { programPath } from '../container/available.ts'

/** The browser that the suite drives, where there is one. */
export function browserPath(): string | undefined {
  return ['chromium', 'chromium-browser', 'google-chrome'].map(programPath).find((path) => path !== undefined)
}

/** What this machine lacks for the browser suite, a sentence each with the package that mends it. */
export function browserMissing(): string[] {
  return browserPath() === undefined ? ['There is no Chromium: apt-get install --no-install-recommends chromium'] : []
}
