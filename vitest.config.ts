import { configDefaults, defineConfig } from 'vitest/config'

/** The suites and the folders of `test/` they own: every test file belongs to the one with its nearest folder. What each needs: `scripts/suites/suites.ts`. */
export const SUITE_FOLDERS = {
  tools: ['architecture', 'tools'],
  unit: ['domain', 'model', 'protocol', 'ports', 'devices', 'world', 'io'],
  contract: ['contract'],
  rig: ['rig', 'scenarios'],
  live: ['rig/live', 'rig/placements', 'rig/lanes'],
  clients: ['clients'],
  hardware: ['hardware'],
  container: ['container'],
  browser: ['browser'],
  docs: ['docs'],
  package: ['package'],
} as const

/** As long as a daemon, an installation or ten thousand made-up programs may take on a busy machine; no test measures time by it. */
const TIMEOUT_MS = 120_000

/** Pure enough to share what is loaded between files. */
const PURE: ReadonlySet<string> = new Set(['unit'])

export default defineConfig({
  test: {
    allowOnly: false,
    projects: Object.entries(SUITE_FOLDERS).map(([name, folders]) => ({
      test: {
        name,
        include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
        exclude: [...configDefaults.exclude, ...foldersWithin(folders).map((folder) => `test/${folder}/**`)],
        ...(PURE.has(name) && { isolate: false }),
        testTimeout: TIMEOUT_MS,
        hookTimeout: TIMEOUT_MS,
      },
    })),
  },
})

/** Folders of other suites inside of these. */
function foldersWithin(folders: readonly string[]): string[] {
  const all: readonly string[] = Object.values(SUITE_FOLDERS).flat()
  return all.filter((folder) => folders.some((outer) => folder.startsWith(`${outer}/`)))
}
