import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { piecesOf } from './pieces.ts'

const GUIDE = readFileSync('docs/guide/scenarios.md', 'utf8')
/** As it is built, which starts in half the time. */
const LOXRIG = `${process.execPath} ${resolve('dist/rigs/cli/main.js')}`

const PIECES = piecesOf(GUIDE)

const lasting = (text: string): string => text.trimEnd().replaceAll(/\d+\.\d+ s\b/g, 'SECONDS')

describe('the guide to scenarios', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loxrig-guide-'))
    for (const name of ['rigs', 'schemas', 'node_modules']) symlinkSync(resolve(name), join(folder, name))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.for(PIECES)('$kind: $what', ({ kind, what, text }) => {
    if (kind === 'file') {
      mkdirSync(dirname(join(folder, what)), { recursive: true })
      writeFileSync(join(folder, what), text)
      return
    }
    const command = `( ${what.replaceAll('npx loxrig', LOXRIG)} ) 2>&1`
    const env = { ...process.env, NO_COLOR: '1' }
    const { stdout } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', env })
    expect(lasting(stdout)).toBe(lasting(text))
  })

  test('has a test in TypeScript that passes', () => {
    const alias = { 'loxrig/vitest': resolve('dist/rigs/vitest/index.js') }
    const config = { resolve: { alias }, test: { include: ['scenarios/*.test.ts'] } }
    writeFileSync(join(folder, 'vitest.config.js'), `export default ${JSON.stringify(config)}\n`)
    const vitest = resolve('node_modules/vitest/vitest.mjs')
    const ran = spawnSync(process.execPath, [vitest, 'run', '--root', folder], { encoding: 'utf8', cwd: folder })
    expect(ran.status, ran.stdout + ran.stderr).toBe(0)
    expect(ran.stdout).toMatch(/Tests .*1 passed/)
  })

  test('shows files and commands', () => {
    expect(PIECES.filter(({ kind }) => kind === 'file').length).toBeGreaterThan(4)
    expect(PIECES.filter(({ kind }) => kind === 'command').length).toBeGreaterThan(8)
  })
})
