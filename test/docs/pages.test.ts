import { describe, expect, test } from 'vitest'
import { brokenLinks, existsHere, foreignPlaces, linkedFrom, missingPaths, PAGES, type Page } from './pages.ts'

const page = (text: string, path = 'docs/a.md'): Page => ({ path, text })
const exists = (path: string): boolean => ['docs/a.md', 'docs/b.md', 'sim/domain', 'README.md'].includes(path)

describe('the pages', () => {
  test('are read: README, changelog and more than ten below docs', () => {
    const paths = PAGES.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/README.md']))
    expect(paths.filter((path) => path.startsWith('docs/')).length).toBeGreaterThan(10)
  })

  test('have no link that leads nowhere', () => {
    expect(PAGES.flatMap((one) => brokenLinks(one, PAGES, existsHere))).toEqual([])
  })

  test('name no file that the project lacks', () => {
    expect(PAGES.flatMap((one) => missingPaths(one, existsHere))).toEqual([])
  })

  test('name no place outside the project', () => {
    expect(PAGES.flatMap(foreignPlaces)).toEqual([])
  })

  test('below docs are all in an index', () => {
    const indexes = ['docs/README.md', 'docs/decisions/README.md']
    const linked = PAGES.filter(({ path }) => indexes.includes(path)).flatMap(linkedFrom)
    const below = PAGES.map(({ path }) => path).filter((path) => path.startsWith('docs/') && path !== 'docs/README.md')
    expect(below.filter((path) => !linked.includes(path))).toEqual([])
  })
})

describe('brokenLinks()', () => {
  test.for<[string, string, string[]]>([
    ['a file that is there', '[b](b.md), [up](../README.md), <https://x.org>, [web](https://x.org/y)', []],
    ['a heading that is there', '# One, `two` & three\n[here](#one-two--three)', []],
    ['a link in code', '`[x](y.md)`\n```\n[x](y.md)\n```', []],
    ['a file that is not there', '[c](c.md)', ['docs/a.md: c.md leads nowhere']],
    ['a way out of the repository', '[c](../../README.md)', ['docs/a.md: ../../README.md leads nowhere']],
    ['a heading that is not there', '# One\n[two](#two)', ['docs/a.md: #two names no heading']],
  ])('%s', ([, text, expected]) => {
    expect(brokenLinks(page(text), [page(text)], exists)).toEqual(expected)
  })
})

describe('missingPaths()', () => {
  test.for<[string, string, string[]]>([
    ['a path that is there', 'see `sim/domain` and `docs/b.md`', []],
    ['a pattern, a command and a topic', '`rigs/*.yaml`, `npx vitest run test/x`, `loxrig/<rig>/x`', []],
    ['a path that is not there', 'see `sim/gone.ts`', ['docs/a.md: `sim/gone.ts` is not in the repository']],
  ])('%s', ([, text, expected]) => {
    expect(missingPaths(page(text), exists)).toEqual(expected)
  })
})

describe('foreignPlaces()', () => {
  test.for<[string, string, boolean]>([
    ['a topic and an address', 'loxrig/two-sites/home/miniserver, http://127.0.0.1/jdev/sys', false],
    ["the project's own hidden folders", '.loxrig/two-sites/rig.json, `.ci/run`, .github/workflows', false],
    ['a file name with dots', 'rigs/two-sites.yaml, sim/domain/x.ts/', false],
    ['a working folder', 'cd /work/main', true],
    ['a neighbour of the repository', 'see ../shared/spec.md', true],
    ['a hidden folder of somebody else', 'see `.library/search/README.md`', true],
  ])('%s', ([, text, isForeign]) => {
    expect(foreignPlaces(page(text))).toHaveLength(isForeign ? 1 : 0)
  })
})
