import type { Device } from '../../../sim/devices/device.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import { deviceEnv } from '../../../sim/io/env.ts'
import type { BusMessage, CommandContent } from '../../../sim/protocol/bus/message.ts'
import { VirtualBus } from '../../../sim/world/bus.ts'
import { VirtualDatagrams } from '../../../sim/world/datagrams.ts'
import type { VirtualStore } from '../../../sim/world/store.ts'
import { VirtualNetwork } from '../../../sim/world/trust-links.ts'
import { World } from '../../../sim/world/world.ts'
import type { DiskText, Estate, InnerKey } from '../../estate.ts'
import { administratorsOf, planEstate, type SitePlan } from '../../factory/plan.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { openVirtualLine } from './app-line.ts'
import { virtualControl } from './control.ts'
import { VirtualFaults } from './faults.ts'
import { Gate } from './gate.ts'
import { createSite, type VirtualSite } from './site.ts'

export interface VirtualOptions {
  readonly seed: number
  /** Where all wall clocks start, milliseconds since 1970 UTC. */
  readonly startWallMs: number
}

/** A virtual estate, with what only the virtual lane can do: look at whole devices, and speak to them without a bus. */
export interface VirtualEstate extends Estate {
  readonly world: World
  /** What links the Miniservers of its Trusts; it can be cut. */
  readonly network: VirtualNetwork
  readonly sites: ReadonlyMap<string, VirtualSite>
}

/** Builds a rig in the virtual world and switches it on. */
export function openVirtualEstate(file: RigFile, { seed, startWallMs }: VirtualOptions): VirtualEstate {
  const world = new World({ seed, startWallMs })
  const bus = new VirtualBus(world)
  const plans = planEstate(file, 'in-process', world.random)
  const network = new VirtualNetwork(world)
  const surroundings = { world, bus, network, datagrams: new VirtualDatagrams(world, network) }
  const sites = new Map(plans.map((plan) => [plan.site, createSite(plan, surroundings)]))
  const devices = (): Device[] => [...sites.values()].flatMap(({ miniserver, devices }) => [miniserver, ...devices])
  for (const device of devices()) device.powerOn()
  let commands = 0
  let lines = 0
  const faults = new VirtualFaults({ world, network, sites })
  const gate = new Gate(world.random)
  return {
    file,
    lane: 'virtual',
    world,
    network,
    sites,
    plans,
    random: world.random,
    clock: virtualClock(world),
    faults,
    internet: faults,
    administrators: administratorsOf(plans),
    seal: sealer(plans, world),
    addresses: new Map(),
    observe: (see) => bus.observe(see),
    retained: () => bus.retained(),
    async settled() {
      await gate.passed()
      world.settle()
    },
    next: (matches, deadlineMs, sentence) => nextMessage({ world, bus, gate }, { matches, deadlineMs, sentence }),
    command(site, device, content) {
      const id = `rig-${++commands}`
      bus.publish({
        ...(content(id) satisfies CommandContent),
        channel: 'command',
        id,
        site,
        device,
        timeMs: world.now(site).wallMs,
      })
      return id
    },
    ...virtualControl(world, sites, gate),
    together: (tasks) => gate.together(tasks),
    async connectApp(site, scope) {
      const at = sites.get(site)
      if (at === undefined) throw new TypeError(`no Miniserver at ${site}`)
      if (scope === 'external' && file.sites[site]?.miniserver.external === false)
        throw new RigError('HTTPS_PORT_REQUIRED', `the Miniserver of ${site} has no external HTTPS port`)
      return openVirtualLine({ world, gate }, at, `app-${++lines}`, scope)
    },
    keysInside: () => [...sites].flatMap(([site, at]) => keysIn(site, at)),
    disks: async () => [...sites].flatMap(([site, { store }]) => textsOn(site, store)),
    async [Symbol.asyncDispose]() {
      for (const device of devices()) device.powerOff()
    },
  }
}

function keysIn(site: string, { miniserver }: VirtualSite): InnerKey[] {
  return Array.from(miniserver.keysInside, ([what, text]) => ({ site, what, text }))
}

function textsOn(site: string, store: VirtualStore): DiskText[] {
  return [...store.disk()].map(([key, bytes]) => {
    return { where: `the disk of ${site}, ${key}`, text: `${key} ${Buffer.from(bytes).toString('latin1')}` }
  })
}

function virtualClock(world: World): Estate['clock'] {
  return {
    now: (site) => world.now(site),
    advance: async (durationMs) => world.advance(durationMs),
    setWall: async (site, wallMs) => world.setWall(site, wallMs),
    timeFor: (site, wallMs) => world.timeFor(site, wallMs),
  }
}

function sealer(plans: readonly SitePlan[], world: World): Estate['seal'] {
  const keys = new Map(plans.map(({ site, deviceKeys }) => [site, deviceKeys]))
  return (site, device, text) => {
    const key = keys.get(site)?.get(device)
    if (key === undefined) throw new TypeError(`no device ${site}/${device}`)
    return deviceEnv(key, world.random).seal(text)
  }
}

interface Awaited {
  readonly matches: (message: BusMessage) => boolean
  readonly deadlineMs: number
  readonly sentence: string
}

/** Time passes only as far as it takes. The world moves when the caller has had its turn to set something off. */
async function nextMessage(
  { world, bus, gate }: { readonly world: World; readonly bus: VirtualBus; readonly gate: Gate },
  { matches, deadlineMs, sentence }: Awaited,
): Promise<BusMessage> {
  let found: BusMessage | undefined
  const unobserve = bus.observe((message) => {
    if (found === undefined && matches(message)) found = message
  })
  await Promise.resolve()
  await gate.passed()
  world.runUntil(() => found !== undefined, world.monotonicMs + deadlineMs)
  unobserve()
  if (found === undefined) throw new RigError('DEADLINE', sentence)
  world.settle()
  return found
}
