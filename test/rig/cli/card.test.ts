import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { cardNames, cardPath, readCard, removeCard, rigFolder, writeCard } from '../../../rigs/card.ts'
import { isAlive } from '../../../rigs/cli/alive.ts'
import { isPath, rigFilePath, runningRig } from '../../../rigs/cli/find-rig.ts'
import { claimRig } from '../../../rigs/cli/up/claim.ts'
import { aCard } from './a-card.ts'

/** No process has this number: they end at 2^22 on Linux. */
const NOBODY = 2 ** 30

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loxrig-card-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a rig card', () => {
  test('is written whole, for its owner only, and read again as it was', async () => {
    const path = await writeCard(folder, aCard())
    expect(path).toBe(join(folder, '.loxrig/two-sites/rig.json'))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(rigFolder(folder, 'two-sites'))).mode & 0o777).toBe(0o700)
    expect(await readCard(folder, 'two-sites')).toEqual(aCard())
    expect(await readdir(rigFolder(folder, 'two-sites'))).toEqual(['rig.json'])
  })

  test('replaces the one before, even where others could read that', async () => {
    const path = await writeCard(folder, aCard())
    await chmod(path, 0o644)
    await writeCard(folder, aCard({ pid: 4711 }))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readCard(folder, 'two-sites')).toMatchObject({ pid: 4711 })
  })

  test('keeps what a later version adds', async () => {
    await writeCard(folder, aCard({ console: 'http://127.0.0.1:8080/' }))
    expect(await readCard(folder, 'two-sites')).toMatchObject({ console: 'http://127.0.0.1:8080/' })
  })

  test('that is none is told with its path', async () => {
    await mkdir(rigFolder(folder, 'two-sites'), { recursive: true })
    await writeFile(cardPath(folder, 'two-sites'), '{ "rig": ')
    await expect(readCard(folder, 'two-sites')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('rig.json'),
    })
  })

  test('is not there where there is none, and removing it twice is no fault', async () => {
    expect(await readCard(folder, 'two-sites')).toBeUndefined()
    expect(await cardNames(folder)).toEqual([])
    await writeCard(folder, aCard())
    expect(await cardNames(folder)).toEqual(['two-sites'])
    await removeCard(folder, 'two-sites')
    await removeCard(folder, 'two-sites')
    expect(await cardNames(folder)).toEqual([])
  })
})

describe('runningRig()', () => {
  test('is the only one that runs', async () => {
    await writeCard(folder, aCard())
    await writeCard(folder, aCard({ rig: 'dead', pid: NOBODY }))
    expect(await runningRig(folder)).toMatchObject({ rig: 'two-sites' })
  })

  test('says NO_RIG and the command that starts one', async () => {
    await writeCard(folder, aCard({ pid: NOBODY }))
    await expect(runningRig(folder)).rejects.toMatchObject({
      code: 'NO_RIG',
      message: expect.stringMatching(/: npx loxrig up$/),
    })
    await expect(runningRig(folder, 'two-sites')).rejects.toMatchObject({
      code: 'NO_RIG',
      message: 'rig two-sites does not run here; start it: npx loxrig up two-sites.',
    })
  })

  test('asks which of several, and offers the nearest of those that run', async () => {
    await writeCard(folder, aCard())
    await writeCard(folder, aCard({ rig: 'farm' }))
    await expect(runningRig(folder)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('farm, two-sites'),
    })
    expect(await runningRig(folder, 'farm')).toMatchObject({ rig: 'farm' })
    await expect(runningRig(folder, 'fram')).rejects.toMatchObject({
      message: expect.stringContaining('Did you mean "farm"?'),
    })
  })

  test('takes a rig file for the rig that it describes', async () => {
    await writeCard(folder, aCard({ rig: 'small' }))
    expect(await runningRig(folder, join(process.cwd(), 'fixtures/rigs/small.yaml'))).toMatchObject({ rig: 'small' })
  })
})

describe('rigFilePath()', () => {
  test('takes words for names in rigs/, and everything else for paths', () => {
    expect(['two-sites', 'farm2'].map(isPath)).toEqual([false, false])
    expect(['a/b', 'farm.yaml', './farm', '../farm', 'Farm'].map(isPath)).toEqual([true, true, true, true, true])
  })

  test('is the packaged rig in a folder without rigs/, and the folder’s own otherwise', async () => {
    const packaged = join(process.cwd(), 'rigs/two-sites.yaml')
    expect([rigFilePath(folder), rigFilePath(folder, 'two-sites'), rigFilePath(folder, 'rigs/two-sites.yaml')]).toEqual(
      Array(3).fill(packaged),
    )
    await mkdir(join(folder, 'rigs'))
    expect(rigFilePath(folder)).toBe('rigs/two-sites.yaml')
  })

  test('leaves what is nowhere as it was written', () => {
    expect(['rigs/farm.yaml', 'farm.yaml'].map((path) => rigFilePath(folder, path))).toEqual([
      'rigs/farm.yaml',
      'farm.yaml',
    ])
  })
})

describe('claimRig()', () => {
  test('lets nobody else start a rig that is starting', async () => {
    const claim = await claimRig(folder, 'two-sites')
    await writeFile(join(rigFolder(folder, 'two-sites'), 'pid'), String(process.ppid))
    await expect(claimRig(folder, 'two-sites')).rejects.toMatchObject({
      code: 'RIG_RUNNING',
      message: `rig two-sites is up already, process ${process.ppid}; stop it: npx loxrig down --rig two-sites`,
    })
    await claim.release()
    expect(await readdir(rigFolder(folder, 'two-sites'))).toEqual([])
  })

  test('replaces an owner that is gone, and tells whose card was left', async () => {
    await writeCard(folder, aCard({ pid: NOBODY }))
    await writeFile(join(rigFolder(folder, 'two-sites'), 'pid'), String(NOBODY))
    expect(await claimRig(folder, 'two-sites')).toMatchObject({ left: { pid: NOBODY } })
    expect(await readCard(folder, 'two-sites')).toBeUndefined()
  })

  test.for<[string, string, boolean]>([
    ['takes a number for the rig only when the rig answers', 'two-sites', true],
    ['takes a number that the machine gave to another for nobody', 'another', false],
  ])('%s', async ([, rig, isRunning]) => {
    const server = createServer((_, response) => response.end(JSON.stringify({ rig })))
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rig/v1/`
    await writeCard(folder, aCard({ pid: process.ppid, control: { url, token: 't' } }))
    const pid = join(rigFolder(folder, 'two-sites'), 'pid')
    await writeFile(pid, String(process.ppid))
    const { utimes } = await import('node:fs/promises')
    await utimes(pid, 0, 0)
    const claimed = claimRig(folder, 'two-sites')
    if (isRunning) await expect(claimed).rejects.toMatchObject({ code: 'RIG_RUNNING' })
    else expect(Number(await claimed.then(() => readFile(pid, 'utf8')))).toBe(process.pid)
  })
})

test('a process is alive while it runs', () => {
  expect([process.pid, process.ppid, NOBODY].map(isAlive)).toEqual([true, true, false])
})
