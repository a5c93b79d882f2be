import { expect, test } from 'vitest'
import { filesUnder } from '../../scripts/source/files.ts'
import { SUITE_FOLDERS } from '../../vitest.config.ts'
import { CANARIES } from '../canary/canaries.ts'

/** Tests that no suite owns would never run, and nobody would miss them. */
function ownersOf(path: string): string[] {
  const owners = Object.entries(SUITE_FOLDERS).filter(([, folders]) =>
    folders.some((folder) => path.startsWith(`test/${folder}/`)),
  )
  return owners.map(([suite]) => suite)
}

test('every test file belongs to exactly one suite; only the canaries stand apart', () => {
  const files = filesUnder('test', '.test.ts')
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((path) => ownersOf(path).length !== 1)).toEqual(
    CANARIES.map(({ canary }) => `test/canary/${canary}.test.ts`).sort(),
  )
})

test('a test file outside the suites is found', () => {
  expect(ownersOf('test/nowhere/x.test.ts')).toEqual([])
})
