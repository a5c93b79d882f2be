import { VirtualStore } from '../../sim/world/store.ts'
import { World } from '../../sim/world/world.ts'
import { sealing } from '../helpers/sealing.ts'
import { describeStore } from './store.ts'

describeStore('the virtual store', async () => {
  const world = new World({ seed: 1, startWallMs: 0 })
  const store = new VirtualStore(world, sealing())
  return {
    store,
    settled: async () => world.settle(),
    losePower: async () => {
      store.powerOff()
      return store
    },
    dispose: async () => {},
  }
})
