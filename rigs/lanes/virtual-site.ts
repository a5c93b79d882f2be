import { generateKeyPairSync } from 'node:crypto'
import { createDevice } from '../../sim/devices/create-device.ts'
import type { Device } from '../../sim/devices/device.ts'
import { Miniserver } from '../../sim/devices/miniserver.ts'
import { deviceEnv, miniserverEnv } from '../../sim/io/env.ts'
import { zoneTable } from '../../sim/io/zone.ts'
import { VirtualApi } from '../../sim/world/api.ts'
import type { VirtualBus } from '../../sim/world/bus.ts'
import { VirtualStore } from '../../sim/world/store.ts'
import type { VirtualNetwork } from '../../sim/world/trust-links.ts'
import type { World } from '../../sim/world/world.ts'
import type { SitePlan } from '../factory/plan.ts'
import { WALL_CLOCK_MS } from '../factory/zone-span.ts'

export interface VirtualSurroundings {
  readonly world: World
  readonly bus: VirtualBus
  readonly network: VirtualNetwork
}

export interface VirtualSite {
  readonly miniserver: Miniserver
  readonly store: VirtualStore
  readonly sessions: VirtualApi
  readonly devices: readonly Device[]
}

/** A site's Miniserver and devices in the virtual world, without power yet. */
export function createSite(plan: SitePlan, surroundings: VirtualSurroundings): VirtualSite {
  const { world, bus } = surroundings
  const clock = world.clock(plan.site)
  const devices = [...plan.devices].map(([name, description]) => {
    const env = deviceEnv(plan.deviceKeys.get(name) ?? '', world.random)
    const member = { site: plan.site, device: name, role: 'device' } as const
    return createDevice({ site: plan.site, name, description }, { bus: bus.connect(member), clock, env })
  })
  return { ...createMiniserver(plan, surroundings), devices }
}

function createMiniserver(plan: SitePlan, { world, bus, network }: VirtualSurroundings) {
  const { site, program, connectionTimeoutS, codeKey, deviceKeys } = plan
  // Peers reach it by this in the virtual network; no port of the machine is meant.
  const identity = { ...plan.identity, internalAddress: `${site}.virtual:443` }
  const store = new VirtualStore(world)
  const sessions = new VirtualApi()
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const zone = zoneTable(plan.timeZone, ...WALL_CLOCK_MS)
  const env = miniserverEnv({ serial: identity.serial, zone, privateKey, deviceKeys, random: world.random })
  const miniserver = new Miniserver({ identity, program, connectionTimeoutS, codeKey }, plan.miniserver, {
    bus: bus.connect({ site, device: 'miniserver', role: 'miniserver' }),
    clock: world.clock(site),
    store,
    links: network.connect(identity.serial, identity.internalAddress),
    api: sessions,
    env,
  })
  return { miniserver, store, sessions }
}
