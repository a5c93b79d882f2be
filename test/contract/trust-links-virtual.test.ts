import { VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'
import { describeTrustLinks, LINKED_UNITS } from './trust-links.ts'

describeTrustLinks('links of the virtual network', async () => {
  const world = new World({ seed: 1, startWallMs: 0 })
  const network = new VirtualNetwork(world)
  const unit = (serial: string, address: string) => ({ links: network.connect(serial, address), address })
  const stranger = unit('504F94A00003', 'stranger.virtual:443')
  stranger.links.onMessage(
    () => {},
    () => {},
  )
  return {
    office: unit(LINKED_UNITS.office, 'office.virtual:443'),
    home: unit(LINKED_UNITS.home, 'home.virtual:443'),
    wrongAddress: stranger.address,
    deadAddress: 'nowhere.virtual:443',
    until: async (condition) => {
      if (!world.runUntil(condition, world.monotonicMs + 60_000)) throw new Error('it did not happen within a minute')
    },
    dispose: async () => {},
  }
})
