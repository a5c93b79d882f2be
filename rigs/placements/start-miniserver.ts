import { createPrivateKey } from 'node:crypto'
import { Miniserver } from '../../sim/devices/miniserver.ts'
import type { StoreRecord } from '../../sim/domain/miniserver/effect.ts'
import { programFromJson } from '../../sim/domain/program/json.ts'
import { openApiServer } from '../../sim/io/api-server.ts'
import { openControlApi } from '../../sim/io/control-api.ts'
import { machineRandom, miniserverEnv } from '../../sim/io/env.ts'
import { LiveClock } from '../../sim/io/live-clock.ts'
import { rsaKeys } from '../../sim/io/rsa-keys.ts'
import { openTrustLinks } from '../../sim/io/trust-links.ts'
import type { PeerNetwork } from '../../sim/io/trust-sender.ts'
import { zoneTable } from '../../sim/io/zone.ts'
import type { Store } from '../../sim/ports/store.ts'
import { storeKey } from '../../sim/protocol/store/sealed-records.ts'
import type { Bundle, MiniserverBundle } from '../factory/bundle.ts'
import { WALL_CLOCK_MS } from '../factory/zone-span.ts'
import { Opened } from '../opened.ts'
import { openBus } from './device-bus.ts'
import { openIntercommunication } from './intercommunication.ts'
import { openListeners } from './listeners.ts'
import type { ProcessHost } from './process-host.ts'
import type { StartedDevice } from './started-device.ts'
import { trackedLinks } from './tracked-links.ts'

/** Opens a Miniserver's listeners, store, Trust links and bus, and switches it on. What fails closes what was opened. */
export async function startMiniserver(
  bundle: Bundle,
  unit: MiniserverBundle,
  host: ProcessHost,
): Promise<StartedDevice> {
  const opened = new Opened()
  try {
    return await open(bundle, unit, host, opened)
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

async function open(bundle: Bundle, unit: MiniserverBundle, host: ProcessHost, opened: Opened): Promise<StartedDevice> {
  const { site } = bundle
  const { certificate, privateKey, ca, connectionTimeoutS, codeKey } = unit
  const store = (await host.store(unit.directory)).part(site, storeKey(createPrivateKey(privateKey)))
  const network = networkOf(unit, host)
  const links = opened.use(openTrustLinks({ certificate, privateKey, ca, onNotice: host.onNotice, network }))
  const machineClock = new LiveClock()
  opened.defer(() => machineClock.stop())
  const api = opened.use(
    openApiServer({
      receive: (input) => started.device?.input(input),
      isRunning: () => started.device?.running ?? false,
      clock: machineClock.clock(site),
      rsaKeys: rsaKeys(unit.keyDirectory, unit.identity.serial),
      fallback: openControlApi((caller, command, answer) => started.device?.control(caller, command, answer)),
    }),
  )
  // Requests may come in as soon as the listeners are open; until the unit is on they are answered 503.
  const started: { device?: Miniserver } = {}
  const datagrams = opened.use(await openIntercommunication(unit, network))
  const listeners = opened.use(await openListeners(unit, { api, links }))
  const devices = Object.keys(unit.deviceKeys).filter((name) => name !== bundle.device)
  const subscriber = { role: 'miniserver', site, devices } as const
  const bus = opened.use(await openBus(bundle, host, subscriber))
  const byHand = unit.network?.units[unit.identity.serial]?.access.address
  const told = byHand === undefined ? {} : { externalAddress: byHand }
  const identity = { ...unit.identity, ...listeners.addresses, ...told }
  const program = programFromJson(unit.program)
  const clock = host.clock.clock(site)
  // Before it listens: what comes while it has no power is lost, also what devices said of themselves before.
  const records = await stored(store)
  const miniserver = new Miniserver({ identity, program, connectionTimeoutS, codeKey }, bundle.description, {
    bus,
    clock,
    store,
    links: trackedLinks(links, { traffic: host.traffic, clock }),
    api,
    datagrams,
    env: envOf(unit),
  })
  started.device = miniserver
  miniserver.powerOn(records)
  opened.defer(() => miniserver.powerOff())
  const { port: intercommunication } = datagrams
  const listening = { ...listeners.ports, ...(intercommunication !== undefined && { intercommunication }) }
  return { device: miniserver, listening, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
}

/** The way to a peer, from here. What the bundle says of networks holds until somebody says something else. */
function networkOf({ identity: { serial }, network }: MiniserverBundle, host: ProcessHost): PeerNetwork {
  if (network !== undefined && host.followsClock) host.network.follow(network)
  return {
    route: (to) => host.network.route(serial, to),
    addressOf: (to, path) => host.network.addressOf(to, path),
  }
}

function envOf(unit: MiniserverBundle) {
  return miniserverEnv({
    serial: unit.identity.serial,
    zone: zoneTable(unit.timeZone, ...WALL_CLOCK_MS),
    privateKey: createPrivateKey(unit.privateKey),
    deviceKeys: new Map(Object.entries(unit.deviceKeys)),
    random: machineRandom,
  })
}

async function stored(store: Store): Promise<StoreRecord[]> {
  const records: StoreRecord[] = []
  for await (const record of store.load()) records.push(record)
  return records
}
