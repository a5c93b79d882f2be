import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { filesUnder } from '../../scripts/source/files.ts'
import { SUITE_FOLDERS } from '../../vitest.config.ts'
import { CANARIES } from '../canary/canaries.ts'

/** Tests that no suite owns would never run, and nobody would miss them. */
function ownersOf(path: string): string[] {
  const nearest = Math.max(
    ...Object.values(SUITE_FOLDERS)
      .flat()
      .map((folder) => depthIn(folder, path)),
  )
  const owners = Object.entries(SUITE_FOLDERS).filter(([, folders]) =>
    folders.some((folder) => depthIn(folder, path) === nearest && nearest > 0),
  )
  return owners.map(([suite]) => suite)
}

/** How many folders deep `folder` is, where the file is in it; 0 where it is not. */
function depthIn(folder: string, path: string): number {
  return path.startsWith(`test/${folder}/`) ? folder.split('/').length : 0
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

/** Files share what is loaded: what one puts in a module's place would be there for others. */
const REPLACES_MODULES = /^\s*vi\.(?:doM|m)ock\(/m

test('a test file that replaces modules is called planted, so that it shares none', () => {
  const replacing = filesUnder('test', '.test.ts').filter((path) => REPLACES_MODULES.test(readFileSync(path, 'utf8')))
  expect(replacing).toContain('test/rig/scenario/invariants-planted.test.ts')
  expect(replacing.filter((path) => !path.endsWith('-planted.test.ts'))).toEqual([])
})
