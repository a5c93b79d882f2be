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
import { zoneTable } from '../../sim/io/zone.ts'
import type { Store } from '../../sim/ports/store.ts'
import { storeKey } from '../../sim/protocol/store/sealed-records.ts'
import type { Bundle, MiniserverBundle } from '../factory/bundle.ts'
import { WALL_CLOCK_MS } from '../factory/zone-span.ts'
import { Opened } from '../opened.ts'
import { openBus } from './device-bus.ts'
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
  const links = opened.use(openTrustLinks({ certificate, privateKey, ca, onNotice: host.onNotice }))
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
  const listeners = opened.use(await openListeners(unit, { api, links }))
  const devices = Object.keys(unit.deviceKeys).filter((name) => name !== bundle.device)
  const subscriber = { role: 'miniserver', site, devices } as const
  const bus = opened.use(await openBus(bundle, host, subscriber))
  const identity = { ...unit.identity, ...listeners.addresses }
  const program = programFromJson(unit.program)
  const clock = host.clock.clock(site)
  const miniserver = new Miniserver({ identity, program, connectionTimeoutS, codeKey }, bundle.description, {
    bus,
    clock,
    store,
    links: trackedLinks(links, { traffic: host.traffic, clock }),
    api,
    env: envOf(unit),
  })
  started.device = miniserver
  miniserver.powerOn(await stored(store))
  opened.defer(() => miniserver.powerOff())
  return { device: miniserver, listening: listeners.ports, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
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
