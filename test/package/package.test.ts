import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesUnder } from '../../scripts/source/files.ts'
import { readSources } from '../../scripts/source/source-file.ts'
import { aProject, type Project, run } from './a-project.ts'

interface Manifest {
  readonly version: string
  readonly type: string
  readonly bin: Readonly<Record<string, string>>
  readonly license: string
  readonly scripts?: Readonly<Record<string, string>>
}

/** The package as a stranger gets it: packed, and installed into an empty folder with every install script blocked. */
let project: Project
let folder: string
let installed: string
let packed: readonly string[]
let manifest: Manifest

beforeAll(async () => {
  project = await aProject()
  ;({ folder, packed } = project)
  installed = join(folder, 'node_modules/loxrig')
  manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
})

afterAll(() => project[Symbol.asyncDispose]())

const npx = (...args: string[]) => run('npx', ['--no-install', 'loxrig', ...args], { cwd: folder })

describe('the installed package', () => {
  test('npx loxrig --version says its version', async () => {
    expect((await npx('--version')).stdout.trim()).toBe(manifest.version)
  })

  test('npx loxrig --help lists the verbs', async () => {
    const { stdout } = await npx('--help')
    for (const verb of ['up', 'down', 'status', 'check', 'tap', 'explain', 'doctor']) expect(stdout).toContain(verb)
  })

  test('npx loxrig check finds no fault in the packaged rig, in a folder that has none of its own', async () => {
    await expect(npx('check', 'rigs/two-sites.yaml')).resolves.toMatchObject({
      stdout: expect.not.stringContaining('error'),
    })
  })

  test('its bin begins with a line that names node, and may be executed', async () => {
    const bin = join(installed, manifest.bin.loxrig ?? '')
    expect((await readFile(bin, 'utf8')).split('\n')[0]).toBe('#!/usr/bin/env node')
    expect((await stat(bin)).mode & 0o111).not.toBe(0)
  })

  test('has schemas, rig files, licence, readme and changelog', () => {
    expect(packed).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'rigs/two-sites.yaml']))
    expect(packed.filter((path) => path.startsWith('schemas/')).length).toBeGreaterThan(0)
    expect(packed.filter((path) => path.startsWith('rigs/')).sort()).toEqual(
      filesUnder('rigs', '.yaml').filter((path) => path.split('/').length === 2),
    )
  })

  test('has a compiled file for each source, and no source, test or stamp', () => {
    const sources = [...filesUnder('sim', '.ts'), ...filesUnder('rigs', '.ts')]
    const copied = filesUnder('rigs', '.js').map((path) => `dist/${path}`)
    const compiled = [...sources.map((path) => `dist/${path.replace(/ts$/, 'js')}`), ...copied]
    expect(packed).toEqual(expect.arrayContaining(compiled))
    expect(packed.filter((path) => path.endsWith('.js'))).toHaveLength(compiled.length)
    expect(
      packed.filter((path) => /^(?:sim|test|bench|scripts|\.)|(?<!\.d)\.ts$|\.map$|\/\.built$/.test(path)),
    ).toEqual([])
  })

  test('every rig file names a schema that is in the package', async () => {
    const rigs = packed.filter((path) => path.endsWith('.yaml'))
    for (const rig of rigs) {
      const [, schema] =
        /^# yaml-language-server: \$schema=(\S+)/.exec(await readFile(join(installed, rig), 'utf8')) ?? []
      expect(schema, rig).toBeDefined()
      if (schema?.startsWith('.')) expect(packed).toContain(join('rigs', schema))
    }
  })

  test('runs no script of its own when it is installed', () => {
    const names = Object.keys(manifest.scripts ?? {})
    expect(names.filter((name) => ['preinstall', 'install', 'postinstall', 'prepare'].includes(name))).toEqual([])
    expect(manifest).toMatchObject({ type: 'module', license: 'MIT' })
  })

  test('brings no development tool along', async () => {
    const names = await readdir(join(folder, 'node_modules'))
    expect(
      names.filter((name) => ['typescript', 'vitest', 'tsx', '@biomejs', 'knip', 'testcontainers'].includes(name)),
    ).toEqual([])
  })

  test('has nothing for vitest in what npx loxrig loads', () => {
    const strangers = [...readSources('sim'), ...readSources('rigs')].filter(
      ({ path, imports }) =>
        !path.startsWith('rigs/vitest/') &&
        imports.some(({ target }) => target === 'vitest' || target.startsWith('rigs/vitest/')),
    )
    expect(strangers.map(({ path }) => path)).toEqual([])
  })

  test('loxrig/vitest says in a sentence that vitest is not there', async () => {
    const importing = run('node', ['--input-type=module', '--eval', "import 'loxrig/vitest'"], { cwd: folder })
    await expect(importing).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'loxrig/vitest needs vitest 4, which is not installed here: npm install --save-dev vitest',
      ),
    })
  })
})
