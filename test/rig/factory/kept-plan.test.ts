import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type PlanOptions, planOf } from '../../../rigs/factory/kept-plan.ts'
import type { RigFile } from '../../../rigs/rig-file/shape.ts'

const FILE = { version: 1, rig: 'lab', sites: {} } as unknown as RigFile

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-plan-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const options = (directory: string, more: Partial<PlanOptions> = {}): PlanOptions => ({
  ...{ directory, keep: true, isApart: false },
  ...more,
})

describe('the plan of a rig', () => {
  test('P-186: that was ready is taken up with the same chance, and its store stays', async () => {
    const directory = await aFolder()
    const begun = await planOf(FILE, options(directory))
    expect(begun.isTakenUp).toBe(false)
    const chance = [begun.random(32), begun.random(8), begun.random(45)]
    await begun.ready()
    await mkdir(join(directory, 'store'))
    const again = await planOf(FILE, options(directory))
    expect(again.isTakenUp).toBe(true)
    expect([again.random(32), again.random(8), again.random(45)]).toEqual(chance)
    expect(chance.map(({ length }) => length)).toEqual([64, 16, 90])
    expect(new Set(chance.join('').match(/.{16}/g)).size).toBeGreaterThan(9)
    expect(existsSync(join(directory, 'store'))).toBe(true)
  })

  test('P-186: begins anew where it was never ready, and without keep: another chance, and nothing stored', async () => {
    const directory = await aFolder()
    const first = await planOf(FILE, options(directory))
    await mkdir(join(directory, 'store'))
    const second = await planOf(FILE, options(directory))
    await second.ready()
    await mkdir(join(directory, 'store'))
    const third = await planOf(FILE, options(directory, { keep: false }))
    expect([first, second, third].map(({ isTakenUp }) => isTakenUp)).toEqual([false, false, false])
    expect(new Set([first, second, third].map(({ random }) => random(8))).size).toBe(3)
    expect(existsSync(join(directory, 'store'))).toBe(false)
    expect((await planOf(FILE, options(directory))).isTakenUp).toBe(false)
  })

  test('P-186: is refused where the rig file has changed, or where its Miniservers run', async () => {
    const directory = await aFolder()
    await (await planOf(FILE, options(directory))).ready()
    const changed = { ...FILE, rig: 'lab', sites: { home: {} } } as unknown as RigFile
    await expect(planOf(changed, options(directory))).rejects.toMatchObject({ code: 'USAGE' })
    await expect(planOf(FILE, options(directory, { isApart: true }))).rejects.toMatchObject({ code: 'USAGE' })
    expect((await planOf(FILE, options(directory))).isTakenUp).toBe(true)
  })

  test('is a secret of its owner, and refused where it is damaged', async () => {
    const directory = await aFolder()
    await (await planOf(FILE, options(directory))).ready()
    const path = join(directory, 'plan.json')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await writeFile(path, '{}')
    await expect(planOf(FILE, options(directory))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
