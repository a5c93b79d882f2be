import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../scripts/build/bundle.ts'
import { neededDeclarations } from '../../scripts/build/declarations.ts'
import { loadedWith } from '../../scripts/build/loaded.ts'

const SOURCES: Readonly<Record<string, string>> = {
  'package.json': '{ "sideEffects": false }',
  'one/main.ts': "import { a } from '../two/shared.ts'\nimport('../two/late.ts').then(({ b }) => console.log(a, b))\n",
  'one/other.ts': "import { a } from '../two/shared.ts'\nconsole.log(a)\n",
  'two/shared.ts': "import { c } from 'a-package'\nexport const a: number = c\n",
  'two/late.ts': "import { d } from 'another-package'\nexport const b: number = d\n",
  'faulty/absent.ts': "import './nowhere.ts'\n",
  'faulty/dropped.ts': "import '../two/shared.ts'\n",
  'types/index.d.ts': "import type { A } from './a.ts'\nexport declare const a: A, b: import('./b.ts').B\n",
  'types/a.d.ts': "export type { C as A } from '../deeper/c.ts'\nimport 'vitest'\n",
  'types/b.d.ts': 'export interface B {}\n',
  'types/unused.d.ts': 'export {}\n',
  'deeper/c.d.ts': "import type { A } from '../types/a.ts'\nexport type C = A[]\n",
}

let root: string
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'loxrig-bundle-')))
  for (const [path, text] of Object.entries(SOURCES)) {
    await mkdir(join(root, dirname(path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
})
afterAll(() => rm(root, { recursive: true, force: true }))

describe('bundle()', () => {
  test('makes a file of each entry, and chunks of what is shared and what is late', async () => {
    const { files, outputs } = await bundle({ entries: ['one/main.ts', 'one/other.ts'], folder: 'out', root })
    const paths = [...files.keys()].filter((path) => !path.endsWith('.map'))
    expect(paths.filter((path) => !path.startsWith('chunks/'))).toEqual(['one/main.js', 'one/other.js'])
    expect(loadedWith({ outputs }, 'one/main.ts')).toEqual({
      sources: ['one/main.ts', 'two/shared.ts'],
      packages: ['a-package'],
    })
    expect(loadedWith({ outputs }, 'two/late.ts')).toEqual({ sources: ['two/late.ts'], packages: ['another-package'] })
    expect(() => loadedWith({ outputs }, 'two/shared.ts')).toThrow('neither an entry nor imported lazily')
  })

  test('leaves maps that lead from where the files will lie to the sources', async () => {
    const { files } = await bundle({ entries: ['one/other.ts'], folder: 'a/out', root })
    const { sources } = JSON.parse(Buffer.from(files.get('one/other.js.map') ?? []).toString())
    expect(sources).toEqual(['../../../two/shared.ts', '../../../one/other.ts'])
  })

  test.for<[string, string, string]>([
    ['an error', 'faulty/absent.ts', 'faulty/absent.ts:1:7: ERROR: Could not resolve "./nowhere.ts"'],
    ['a warning', 'faulty/dropped.ts', 'faulty/dropped.ts:1:7: Ignoring this import'],
  ])('throws for %s', async ([, entry, message]) => {
    await expect(bundle({ entries: [entry], folder: 'out', root })).rejects.toThrow(message)
  })
})

describe('neededDeclarations()', () => {
  test('follows imports, re-exports and types of imports, in circles too', () => {
    expect(neededDeclarations(root, 'types/index.d.ts')).toEqual([
      'deeper/c.d.ts',
      'types/a.d.ts',
      'types/b.d.ts',
      'types/index.d.ts',
    ])
  })

  test('throws where one is missing', () => {
    expect(() => neededDeclarations(root, 'types/absent.d.ts')).toThrow('absent.d.ts')
  })
})
