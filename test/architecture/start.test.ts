import { beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, bundle } from '../../scripts/build/bundle.ts'
import { loadedWith } from '../../scripts/build/loaded.ts'

let built: Bundle
beforeAll(async () => {
  built = await bundle({ entries: ['rigs/cli/main.ts'], folder: 'dist' })
})

/** What its start costs is what it loads (docs/decisions/0024-what-is-shipped-is-bundled.md). */
describe('loxrig', () => {
  test('says on an old Node what it needs before it loads anything else', () => {
    expect(loadedWith(built, 'rigs/cli/main.ts')).toEqual({
      sources: ['rigs/cli/main.ts', 'rigs/cli/node-version.ts', 'rigs/own-package.ts'],
      packages: [],
    })
  })

  test('knows its verbs by commander alone', () => {
    expect(loadedWith(built, 'rigs/cli/cli.ts').packages).toEqual(['commander'])
  })

  test.for(['rigs/scenario/read.ts', 'rigs/scenario/run-suite.ts'])(
    'run loads with %s nothing of live rigs or reports',
    (source) => {
      const { sources, packages } = loadedWith(built, source)
      expect(['temporal-polyfill', 'yaml', 'zod']).toEqual(expect.arrayContaining([...packages]))
      expect(sources.filter((path) => /^rigs\/(?:lanes\/live|evidence\/timeline|cli)\//.test(path))).toEqual([])
    },
  )

  test('up loads what it needs of sockets, storage and certificates, and no scenarios', () => {
    const { packages, sources } = loadedWith(built, 'rigs/lanes/live/estate.ts')
    expect(packages).toEqual(expect.arrayContaining(['aedes', 'mqtt']))
    expect(sources.filter((path) => path.startsWith('rigs/scenario/'))).toEqual([])
  })
})
