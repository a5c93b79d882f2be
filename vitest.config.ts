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

/** Suites that start processes, daemons or installations: their tests may take as long as those do. */
const SLOW: ReadonlySet<string> = new Set([
  'contract',
  'rig',
  'live',
  'clients',
  'hardware',
  'container',
  'browser',
  'docs',
  'package',
])
const SLOW_TIMEOUT_MS = 120_000

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
        ...(SLOW.has(name) && { testTimeout: SLOW_TIMEOUT_MS, hookTimeout: SLOW_TIMEOUT_MS }),
      },
    })),
  },
})

/** Folders of other suites inside of these. */
function foldersWithin(folders: readonly string[]): string[] {
  const all: readonly string[] = Object.values(SUITE_FOLDERS).flat()
  return all.filter((folder) => folders.some((outer) => folder.startsWith(`${outer}/`)))
}
