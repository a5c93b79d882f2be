import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../scripts/source/files.ts'
import { readSources, type SourceFile, sourceFile } from '../../scripts/source/source-file.ts'
import {
  arrowsPointInward,
  filesAreShort,
  noCheckIsSilenced,
  oneFileKnowsWhereItLies,
  onlyTheRegistry,
  onlyTheRootKnowsEverybody,
  type Rule,
  theCoreIsSynchronous,
  theSecondModelStandsAlone,
} from './rules.ts'

const product = [...readSources('sim'), ...readSources('rigs')]
const everything = [...product, ...readSources('scripts'), ...readSources('bench')]
const withTests = [...everything, ...readSources('test')]

/** Rule, the sources it holds for, and a source that breaks it, so that each was seen to fail. */
const RULES: [string, Rule, readonly SourceFile[], SourceFile][] = [
  [
    'arrows point inward',
    arrowsPointInward,
    product,
    sourceFile('sim/domain/bad.ts', "import { x } from '../io/mqtt-bus.ts'"),
  ],
  [
    'the domain imports no package',
    arrowsPointInward,
    product,
    sourceFile('sim/domain/bad.ts', "import { z } from 'zod'"),
  ],
  [
    'no I/O in the protocol',
    arrowsPointInward,
    product,
    sourceFile('sim/protocol/bad.ts', "const fs = await import('node:fs')"),
  ],
  [
    'nobody imports rigs',
    arrowsPointInward,
    product,
    sourceFile('sim/io/bad.ts', "export * from '../../rigs/open.ts'"),
  ],
  ['every file lies in a layer', arrowsPointInward, product, sourceFile('sim/extra/bad.ts', '')],
  [
    'only the root knows everybody',
    onlyTheRootKnowsEverybody,
    product,
    sourceFile('rigs/cli/bad.ts', "import a from '../../sim/world/a.ts'\nimport b from '../../sim/io/b.ts'"),
  ],
  [
    'the core does not wait',
    theCoreIsSynchronous,
    product,
    sourceFile('sim/devices/bad.ts', 'async function wait() {}'),
  ],
  ['the core reads no clock', theCoreIsSynchronous, product, sourceFile('sim/domain/bad.ts', 'const at = Date.now()')],
  ['the core makes no date', theCoreIsSynchronous, product, sourceFile('sim/devices/bad.ts', 'const at = new Date(0)')],
  [
    'the protocol reads no clock',
    theCoreIsSynchronous,
    product,
    sourceFile('sim/protocol/bad.ts', 'const at = new Date()'),
  ],
  ['the core throws no dice', theCoreIsSynchronous, product, sourceFile('sim/protocol/bad.ts', 'Math.random()')],
  [
    'the second model of who may enter stands alone',
    theSecondModelStandsAlone,
    withTests,
    sourceFile('test/model/bad.ts', "import { permits } from '../../sim/domain/access/permits.ts'"),
  ],
  [
    'one file knows where the package lies',
    oneFileKnowsWhereItLies,
    product,
    sourceFile('rigs/bad.ts', "new URL('a.css', import.meta.url)"),
  ],
  ['no file is over 250 lines', filesAreShort, everything, sourceFile('sim/domain/bad.ts', 'x()\n'.repeat(251))],
  ['no check is silenced', noCheckIsSilenced, withTests, sourceFile('sim/domain/bad.ts', `// @ts-${'ignore'}`)],
]

describe('the architecture', () => {
  test('is read from the sources: there are more than forty, and they import one another', () => {
    expect(product.length).toBeGreaterThan(40)
    expect(product.filter(({ imports }) => imports.some(({ isOurs }) => isOurs)).length).toBeGreaterThan(30)
  })

  test.for(RULES)('%s', ([, rule, sources]) => {
    expect(rule(sources)).toEqual([])
  })

  test.for(RULES)('%s, and a source that breaks it is found', ([, rule, , bad]) => {
    expect(rule([bad])).toHaveLength(1)
  })

  test('comments and strings may speak of what code may not do', () => {
    expect(
      theCoreIsSynchronous([sourceFile('sim/domain/good.ts', "/** No await. */\nconst a = 'Date.now' // Promise")]),
    ).toEqual([])
  })
})

describe('the lock files', () => {
  test.for(['package-lock.json', 'test/clients/package-lock.json'])(
    '%s takes packages from the npm registry only',
    (path) => {
      expect(onlyTheRegistry(JSON.parse(readFileSync(join(ROOT, path), 'utf8')))).toEqual([])
    },
  )

  test('onlyTheRegistry() finds a package from elsewhere', () => {
    const lock = {
      packages: {
        '': {},
        a: { resolved: 'https://registry.npmjs.org/a.tgz' },
        b: { resolved: 'git+ssh://x/b' },
        c: { link: true },
      },
    }
    expect(onlyTheRegistry(lock)).toEqual(['b: git+ssh://x/b', 'c: a link'])
  })
})
