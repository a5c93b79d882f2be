import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createDevice } from '../../../sim/devices/create-device.ts'
import type { Device } from '../../../sim/devices/device.ts'
import { Miniserver } from '../../../sim/devices/miniserver.ts'
import type { Serial } from '../../../sim/domain/program/names.ts'
import { deviceEnv, miniserverEnv } from '../../../sim/io/env.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { SealedRecords, storeKey } from '../../../sim/protocol/store/sealed-records.ts'
import { VirtualApi } from '../../../sim/world/api.ts'
import type { VirtualBus } from '../../../sim/world/bus.ts'
import type { VirtualDatagrams } from '../../../sim/world/datagrams.ts'
import { VirtualProcess } from '../../../sim/world/process.ts'
import { VirtualStore } from '../../../sim/world/store.ts'
import type { VirtualNetwork } from '../../../sim/world/trust-links.ts'
import type { World } from '../../../sim/world/world.ts'
import type { SitePlan } from '../../factory/plan.ts'
import { WALL_CLOCK_MS } from '../../factory/zone-span.ts'
import { LastingClock } from './lasting-clock.ts'
import { lastingBus, lastingDatagrams, lastingLinks } from './lasting-ports.ts'
import { LastingStore } from './lasting-store.ts'
import { Replaceable } from './replaceable.ts'
import { deviceUnit, miniserverUnit, type VirtualUnit } from './unit.ts'

export interface VirtualSurroundings {
  readonly world: World
  readonly bus: VirtualBus
  readonly network: VirtualNetwork
  /** Network Intercommunication between the Miniservers. */
  readonly datagrams: VirtualDatagrams
}

export interface VirtualSite {
  readonly serial: Serial
  readonly miniserver: Miniserver
  readonly store: VirtualStore
  readonly sessions: VirtualApi
  /** The Miniserver, for what happens to it. */
  readonly unit: VirtualUnit
  readonly devices: readonly Device[]
  /** The devices by name, for what happens to them. */
  readonly units: ReadonlyMap<string, VirtualUnit>
  /** Each device becomes a new one that knows what its snapshot says: ask for them again. */
  goThroughSnapshots(): void
}

/** A site's Miniserver and devices in the virtual world, all with power and not started yet. */
export function createSite(plan: SitePlan, surroundings: VirtualSurroundings): VirtualSite {
  const devices = [...plan.devices].map(([name, description]) => {
    const process = new VirtualProcess()
    const line = surroundings.bus.connect({ site: plan.site, device: name, role: 'device' })
    const ports = {
      bus: lastingBus(process.bus(line)),
      env: deviceEnv(plan.deviceKeys.get(name) ?? '', surroundings.world.random),
    }
    const identity = { site: plan.site, name, description }
    const clock = new LastingClock(process.clock(surroundings.world.clock(plan.site)))
    const device = new Replaceable([clock], () => createDevice(identity, { ...ports, clock }))
    return { name, device, unit: deviceUnit(() => device.device, process, line) }
  })
  const { miniserver, ...rest } = createMiniserver(plan, surroundings)
  return {
    ...rest,
    units: new Map(devices.map(({ name, unit }) => [name, unit])),
    get miniserver() {
      return miniserver.device
    },
    get devices() {
      return devices.map(({ device }) => device.device)
    },
    goThroughSnapshots() {
      for (const each of [miniserver, ...devices.map(({ device }) => device)]) each.goThroughSnapshot()
    },
  }
}

function createMiniserver(plan: SitePlan, { world, bus, network, datagrams }: VirtualSurroundings) {
  const { site, program, connectionTimeoutS, codeKey, deviceKeys, lan, access } = plan
  // Peers reach it by this in the virtual network; no port of the machine is meant.
  const externalAddress = access.address
  const identity = {
    ...{ ...plan.identity, internalAddress: `${site}.virtual:443` },
    ...(externalAddress !== undefined && { externalAddress }),
  }
  const { serial } = identity
  const sessions = new VirtualApi()
  const process = new VirtualProcess()
  const line = bus.connect({ site, device: 'miniserver', role: 'miniserver' })
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const store = new VirtualStore(world, new SealedRecords(storeKey(privateKey), randomBytes))
  const zone = zoneTable(plan.timeZone, ...WALL_CLOCK_MS)
  const standing = {
    ...{ lan, access, miniserverType: identity.miniserverType },
    get isUnsecured(): boolean {
      return miniserver.device.isUnsecured
    },
  }
  const ports = {
    bus: lastingBus(process.bus(line)),
    links: lastingLinks(
      process.links(network.connect(serial, identity.internalAddress, { externalAddress, standing })),
    ),
    api: sessions,
    datagrams: lastingDatagrams(process.datagrams(datagrams.connect(serial))),
    env: miniserverEnv({ serial, zone, privateKey, deviceKeys, random: world.random }),
  }
  const description = { identity, program, connectionTimeoutS, codeKey }
  const lasting = {
    clock: new LastingClock(process.clock(world.clock(site))),
    store: new LastingStore(process.store(store)),
  }
  const miniserver = new Replaceable(
    Object.values(lasting),
    () => new Miniserver(description, plan.miniserver, { ...ports, ...lasting }),
  )
  const unit = miniserverUnit({
    ...{ process, line, store, sessions },
    miniserver: () => miniserver.device,
    network: { cut: () => network.cut(serial), mend: () => network.mend(serial) },
  })
  return { serial, miniserver, store, sessions, unit }
}
