import { VirtualBus } from '../../sim/world/bus.ts'
import { World } from '../../sim/world/world.ts'
import { describeBus } from './bus.ts'

describeBus('the virtual bus', async () => {
  const world = new World({ seed: 1, startWallMs: 0 })
  const bus = new VirtualBus(world)
  return {
    connect: async (member) => bus.connect(member),
    settled: async () => world.settle(),
    dispose: async () => {},
  }
})
