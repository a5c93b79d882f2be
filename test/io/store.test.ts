import { createSecretKey } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStoreEngine, type StoreEngine } from '../../sim/io/store.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import { UNIT_KEY } from '../helpers/sealing.ts'

describe('openStoreEngine()', () => {
  test('keeps the parts of its Miniservers apart', async () => {
    const engine = await anEngine(await aDirectory())
    for (const name of ['home', 'home-2', 'office'])
      engine.part(name, UNIT_KEY).commit([{ key: 'a', value: name }], () => {})
    await engine.whenIdle()
    expect(await keys(engine, 'home')).toEqual(['a=home'])
    expect(await keys(engine, 'home-2')).toEqual(['a=home-2'])
  })

  test('joins batches that come while a sync runs into the next one', async () => {
    const engine = await anEngine(await aDirectory())
    const turns: number[] = []
    let turn = 0
    const counting = setInterval(() => turn++, 0)
    onTestFinished(() => clearInterval(counting))
    await new Promise<void>((resolve) => {
      engine.part('home', UNIT_KEY).commit([{ key: 'first', value: 1 }], () => {
        for (let batch = 0; batch < 200; batch++) {
          engine.part('home', UNIT_KEY).commit([{ key: `k${batch}`, value: batch }], () => {
            turns.push(turn)
            if (turns.length === 200) resolve()
          })
        }
      })
    })
    expect(new Set(turns).size).toBe(1)
  })

  test('a large commit keeps its place among small ones', async () => {
    const engine = await anEngine(await aDirectory())
    const store = engine.part('home', UNIT_KEY)
    const order: string[] = []
    const many = Array.from({ length: 10_001 }, (_, index) => ({ key: `k${index}`, value: 'large' }))
    store.commit([{ key: 'k0', value: 'before' }], () => order.push('before'))
    store.commit([{ key: 'k1', value: 'before' }], () => order.push('before'))
    store.commit(many, () => order.push('large'))
    store.commit([{ key: 'k1', value: 'after' }], () => order.push('after'))
    store.commit([{ key: 'k2' }], () => order.push('after'))
    await engine.whenIdle()
    expect(order).toEqual(['before', 'before', 'large', 'after', 'after'])
    const found = await keys(engine, 'home')
    expect([found.length, found[0], found[1]]).toEqual([10_000, 'k0=large', 'k1=after'])
  })

  test('tells traffic of a commit until its done was called', async () => {
    const traffic = new Traffic()
    const engine = await anEngine(await aDirectory(), traffic)
    const order: string[] = []
    engine.part('home', UNIT_KEY).commit([{ key: 'a', value: 1 }], () => order.push('done'))
    await traffic.settled()
    expect(order).toEqual(['done'])
  })

  test('refuses a directory that is open already, with RIG_RUNNING', async () => {
    const directory = await aDirectory()
    await anEngine(directory)
    await expect(anEngine(directory)).rejects.toMatchObject({ code: 'RIG_RUNNING' })
  })

  test('lets nobody else read its directory', async () => {
    const directory = await aDirectory()
    await anEngine(directory)
    expect((await stat(directory)).mode & 0o077).toBe(0)
  })

  test('I3: leaves nothing on the disk that a value holds, and gives it to no other unit', async () => {
    const directory = await aDirectory()
    const engine = await openStoreEngine({ directory, onFailure: () => {} })
    engine.part('home', UNIT_KEY).commit([{ key: 'user/anna', value: { tags: [{ id: '04A1B2C3D4E580' }] } }], () => {})
    await engine[Symbol.asyncDispose]()
    const names = await readdir(directory)
    const files = await Promise.all(names.map((file) => readFile(join(directory, file), 'latin1')))
    expect(files.join()).toContain('home/user/anna')
    for (const secret of ['04A1B2C3D4E580', 'tags']) expect(files.join()).not.toContain(secret)
    const again = await anEngine(directory)
    const stranger = createSecretKey(Buffer.alloc(32, 8))
    await expect(keys(again, 'home', stranger)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('keeps batches whole, and in order, wherever a torn write ends', async () => {
    const directory = await aDirectory()
    const engine = await anEngine(directory)
    const store = engine.part('home', UNIT_KEY)
    for (let batch = 0; batch < 8; batch++) {
      store.commit(
        [`${batch}/a`, `${batch}/b`].map((key) => ({ key, value: 'x'.repeat(40) })),
        () => {},
      )
      await engine.whenIdle()
    }
    const log = (await readdir(directory)).find((file) => file.endsWith('.log')) ?? ''
    const { size } = await stat(join(directory, log))
    const seen = new Set<number>()
    for (let length = size; length >= 0; length -= 13) {
      const copy = await aDirectory()
      await cp(directory, copy, { recursive: true })
      await truncate(join(copy, log), length)
      const found = await keys(await anEngine(copy), 'home')
      expect(found.map((entry) => entry.slice(0, 3))).toEqual(
        Array.from({ length: found.length }, (_, index) => `${index >> 1}/${index % 2 === 0 ? 'a' : 'b'}`),
      )
      expect(found.length % 2).toBe(0)
      seen.add(found.length / 2)
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })
})

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'loxrig-store-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  return join(directory, 'store')
}

async function anEngine(directory: string, traffic?: Traffic): Promise<StoreEngine> {
  const onFailure = (error: Error): void => {
    throw error
  }
  const engine = await openStoreEngine({ directory, onFailure, ...(traffic !== undefined && { traffic }) })
  onTestFinished(() => engine[Symbol.asyncDispose]())
  return engine
}

async function keys(engine: StoreEngine, part: string, key = UNIT_KEY): Promise<string[]> {
  const found: string[] = []
  for await (const record of engine.part(part, key).load()) found.push(`${record.key}=${record.value}`)
  return found
}
