import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesUnder, ROOT } from '../../scripts/source/files.ts'

const run = promisify(execFile)

interface Manifest {
  readonly version: string
  readonly type: string
  readonly bin: Readonly<Record<string, string>>
  readonly license: string
  readonly scripts?: Readonly<Record<string, string>>
}

/** The package as a stranger gets it: packed, and installed into an empty folder with every install script blocked. */
let folder: string
let installed: string
let packed: readonly string[]
let manifest: Manifest

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loxrig-package-'))
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: ROOT,
  })
  const [pack] = JSON.parse(stdout)
  packed = pack.files.map(({ path }: { path: string }) => path)
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  const tarball = join(folder, pack.filename)
  await run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', tarball], {
    cwd: folder,
  })
  installed = join(folder, 'node_modules/loxrig')
  manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
})

afterAll(async () => rm(folder, { recursive: true, force: true }))

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
})
