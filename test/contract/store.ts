import { describe, expect, onTestFinished, test } from 'vitest'
import type { StoreRecord } from '../../sim/domain/miniserver/effect.ts'
import type { Store } from '../../sim/ports/store.ts'

export interface StoreUnderTest {
  /** A store with nothing in it. */
  readonly store: Store
  /** Resolves when everything committed so far is durable. */
  settled(): Promise<void>
  /** Loses power now and comes back: the store as it then is. What was not durable may be there or not, batch by batch. */
  losePower(): Promise<Store>
  dispose(): Promise<void>
}

/** What every store promises, virtual or real (sim/ports/store.ts). */
export function describeStore(name: string, install: () => Promise<StoreUnderTest>): void {
  describe(`${name} is a Store`, () => {
    const open = async (): Promise<StoreUnderTest> => {
      const installed = await install()
      onTestFinished(() => installed.dispose())
      return installed
    }

    test('commit() never calls done within itself', async () => {
      const { store, settled } = await open()
      const order: string[] = []
      store.commit([{ key: 'a', value: 1 }], () => order.push('done'))
      order.push('committed')
      await settled()
      expect(order).toEqual(['committed', 'done'])
    })

    test('commit() calls done for every batch, in the order committed, also from within done', async () => {
      const { store, settled } = await open()
      const order: number[] = []
      for (let batch = 0; batch < 50; batch++) {
        store.commit([{ key: `k${batch}`, value: batch }], () => {
          order.push(batch)
          if (batch === 20) store.commit([], () => order.push(50))
        })
      }
      await settled()
      expect(order).toEqual(Array.from({ length: 51 }, (_, index) => index))
    })

    test('load() gives every record in key order', async () => {
      const { store, settled, losePower } = await open()
      for (const key of ['user/b', 'history/10', 'user/a', 'history/1']) store.commit([{ key, value: key }], () => {})
      await settled()
      expect((await all(await losePower())).map(({ key }) => key)).toEqual([
        'history/1',
        'history/10',
        'user/a',
        'user/b',
      ])
    })

    test('commit() replaces, and deletes what has no value; within a batch the last word counts', async () => {
      const { store, settled, losePower } = await open()
      const batches: StoreRecord[][] = [
        [
          { key: 'kept', value: 1 },
          { key: 'gone', value: 1 },
          { key: 'replaced', value: 1 },
        ],
        [{ key: 'gone' }, { key: 'replaced', value: 2 }, { key: 'never' }],
        [{ key: 'twice', value: 1 }, { key: 'twice' }, { key: 'twice', value: 3 }],
      ]
      for (const batch of batches) store.commit(batch, () => {})
      await settled()
      expect(await all(await losePower())).toEqual([
        { key: 'kept', value: 1 },
        { key: 'replaced', value: 2 },
        { key: 'twice', value: 3 },
      ])
    })

    test('load() gives values back as JSON has them', async () => {
      const { store, settled, losePower } = await open()
      const values = [null, false, 0, '', 'ü "\n', [1, [2]], { a: { b: null } }]
      store.commit(
        values.map((value, index) => ({ key: `${index}`, value })),
        () => {},
      )
      await settled()
      expect((await all(await losePower())).map(({ value }) => value)).toEqual(values)
    })

    test('what was done is there after a loss of power, and no batch is there in part', async () => {
      const { store, losePower } = await open()
      const done: number[] = []
      for (let batch = 0; batch < 100; batch++) {
        const records = ['first', 'second', 'third'].map((part) => ({ key: `${batch}/${part}`, value: batch }))
        store.commit(records, () => done.push(batch))
      }
      const doneBefore = [...done]
      const kept = await all(await losePower())
      const counts = new Map<unknown, number>()
      for (const { value } of kept) counts.set(value, (counts.get(value) ?? 0) + 1)
      expect([...counts.values()].every((count) => count === 3)).toBe(true)
      expect(doneBefore.every((batch) => counts.has(batch))).toBe(true)
      // In the order committed: nothing is there without what came before it.
      expect([...counts.keys()].sort((a, b) => Number(a) - Number(b))).toEqual(
        [...counts.keys()].map((_, index) => index),
      )
    })
  })
}

async function all(store: Store): Promise<StoreRecord[]> {
  const records: StoreRecord[] = []
  for await (const record of store.load()) records.push(record)
  return records
}
