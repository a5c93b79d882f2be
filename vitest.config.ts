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

/** Files that plant faults into modules, for all who import them: each loads for itself what it needs, in a project beside its suite's. */
const PLANTED = '**/*-planted.test.ts'

/** Suites whose files change the environment of their process for good. The files of all others share what is loaded, most of their time. */
const UNSHARED: ReadonlySet<string> = new Set(['hardware'])

export default defineConfig({
  test: {
    allowOnly: false,
    projects: Object.entries(SUITE_FOLDERS).flatMap(([name, folders]) => {
      const exclude = [...configDefaults.exclude, ...foldersWithin(folders).map((folder) => `test/${folder}/**`)]
      const common = { testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS }
      const include = folders.map((folder) => `test/${folder}/**/*.test.ts`)
      const planted = folders.map((folder) => `test/${folder}/${PLANTED}`)
      return [
        { test: { name, include, exclude: [...exclude, PLANTED], isolate: UNSHARED.has(name), ...common } },
        { test: { name: `${name} planted`, include: planted, exclude, ...common } },
      ]
    }),
  },
})

/** Folders of other suites inside of these. */
function foldersWithin(folders: readonly string[]): string[] {
  const all: readonly string[] = Object.values(SUITE_FOLDERS).flat()
  return all.filter((folder) => folders.some((outer) => folder.startsWith(`${outer}/`)))
}
