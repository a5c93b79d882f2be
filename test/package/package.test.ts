import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesUnder, ROOT } from '../../scripts/source/files.ts'
import { readSources, sourceFile } from '../../scripts/source/source-file.ts'
import { aProject, type Project, run } from './a-project.ts'

interface Manifest {
  readonly version: string
  readonly type: string
  readonly bin: Readonly<Record<string, string>>
  readonly license: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
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

  test('npx loxrig run leaves a timeline that is whole', async () => {
    const scenario = [
      'scenario: a tap',
      'rig: node_modules/loxrig/rigs/two-sites.yaml',
      'start: 2026-10-23T16:50[Europe/Vienna]',
      'steps: [{ tap: blue-card, reader: home/front-door }]',
    ]
    await writeFile(join(folder, 'a-tap.yaml'), scenario.join('\n'))
    await npx('run', 'a-tap.yaml', '--report', 'a-report')
    const timeline = await readFile(join(folder, 'a-report/timeline.html'), 'utf8')
    for (const path of filesUnder('rigs/evidence/timeline', '.css')) {
      expect(timeline).toContain(await readFile(join(ROOT, path), 'utf8'))
    }
  })

  test('its bin begins with a line that names node, and may be executed', async () => {
    const bin = join(installed, manifest.bin.loxrig ?? '')
    expect((await readFile(bin, 'utf8')).split('\n')[0]).toBe('#!/usr/bin/env node')
    expect((await stat(bin)).mode & 0o111).not.toBe(0)
  })

  test('has schemas, rig files, licence, readme and changelog', () => {
    expect(packed).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'rigs/two-sites.yaml']))
    expect(packed.filter((path) => path.startsWith('schemas/')).length).toBeGreaterThan(0)
    expect(packed.filter((path) => path.startsWith('rigs/')).sort()).toEqual(filesUnder('rigs', '.yaml').sort())
  })

  test('has its programs, what they import and read while they run, and no source, test, map or stamp', async () => {
    const copied = ['.css', '.js'].flatMap((ending) => filesUnder('rigs', ending)).map((path) => `dist/${path}`)
    expect(packed).toEqual(expect.arrayContaining([...Object.values(manifest.bin), ...copied]))
    const code = packed.filter((path) => /\.(?:js|d\.ts)$/.test(path))
    expect(code.length).toBeLessThan(filesUnder('sim', '.ts').length)
    const texts = await Promise.all(code.map(async (path) => [path, await readFile(join(installed, path), 'utf8')]))
    const imported = texts.flatMap(([path = '', text = '']) => sourceFile(path, text).imports)
    const ours = imported.filter(({ isOurs }) => isOurs).map(({ target }) => target.replace(/(?<!\.d)\.ts$/, '.d.ts'))
    expect(packed).toEqual(expect.arrayContaining([...new Set(ours)]))
    expect(
      packed.filter((path) => /^(?:sim|test|bench|scripts|\.)|(?<!\.d)\.ts$|\.map$|\/\.built$/.test(path)),
    ).toEqual([])
  })

  test('imports no package that it does not declare', async () => {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest
    const texts = await Promise.all(
      packed.filter((path) => path.endsWith('.js')).map((path) => readFile(join(installed, path), 'utf8')),
    )
    const names = texts
      .flatMap((text) => sourceFile('dist/a.js', text).imports)
      .filter(({ target, isOurs }) => !isOurs && !target.startsWith('node:'))
      .map(({ target }) => /^(?:@[^/]+\/)?[^/]+/.exec(target)?.[0])
    const declared = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    expect(declared).toEqual(expect.arrayContaining([...new Set(names)]))
  })

  test('every rig file names a schema that is in the package', async () => {
    const rigs = packed.filter((path) => path.endsWith('.yaml'))
    for (const rig of rigs) {
      const [, schema] =
        /^# yaml-language-server: \$schema=(\S+)/.exec(await readFile(join(installed, rig), 'utf8')) ?? []
      expect(schema, rig).toBeDefined()
      if (schema?.startsWith('.')) expect(packed).toContain(join(dirname(rig), schema))
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
