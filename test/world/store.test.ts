import { expect, test } from 'vitest'
import { VirtualStore } from '../../sim/world/store.ts'
import { World } from '../../sim/world/world.ts'
import { sealing } from '../helpers/sealing.ts'

test('a store that loses power loses a batch whole, however many records it has, and keeps what was durable', () => {
  const { world, store, durable } = aStore()
  store.commit([{ key: 'a', value: 1 }], durable('first'))
  world.settle()
  store.commit([{ key: 'a', value: 2 }, { key: 'b', value: 2 }, { key: 'c' }], durable('second'))
  store.powerOff()
  world.settle()
  expect([store.load(), durable.told]).toEqual([[{ key: 'a', value: 1 }], ['first']])
})

test('a store holds copies: what somebody changes afterwards is not on it', () => {
  const { world, store, durable } = aStore()
  const value = { names: ['anna'] }
  store.commit([{ key: 'a', value }], durable('first'))
  value.names.push('ben')
  world.settle()
  for (const loaded of store.load()) (loaded.value as typeof value).names.push('clara')
  expect(store.load()).toEqual([{ key: 'a', value: { names: ['anna'] } }])
})

test('a store that is replaced holds that and nothing else, not even what was being written', () => {
  const { world, store, durable } = aStore()
  store.commit([{ key: 'a', value: 1 }], durable('first'))
  world.settle()
  const backUp = store.load()
  store.commit([{ key: 'b', value: 1 }], durable('second'))
  world.settle()
  store.commit([{ key: 'c', value: 1 }], durable('third'))
  store.replace(backUp)
  world.settle()
  expect([store.load(), durable.told]).toEqual([backUp, ['first', 'second']])
})

function aStore() {
  const world = new World({ seed: 1, startWallMs: 0 })
  const told: string[] = []
  const durable = Object.assign((what: string) => () => void told.push(what), { told })
  return { world, store: new VirtualStore(world, sealing()), durable }
}
