import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import { openBroker } from '../../sim/io/broker.ts'
import { deviceEnv, machineRandom } from '../../sim/io/env.ts'
import { openMqttBus } from '../../sim/io/mqtt-bus.ts'
import type { Notice } from '../../sim/io/notice.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import { withoutLogin } from '../../sim/io/without-login.ts'
import type { DeviceDescription } from '../../sim/protocol/bus/message.ts'
import { subscriptionsOf } from '../../sim/protocol/bus/subscriptions.ts'
import { openMiniserverClient } from '../control/miniserver-client.ts'
import type { Estate, MiniserverAddresses } from '../estate.ts'
import { keepCertificates } from '../factory/keep-certificates.ts'
import { planEstate } from '../factory/plan.ts'
import { Opened } from '../opened.ts'
import { openPlacement } from '../placements/open-placement.ts'
import { type Elsewhere, type Places, placesElsewhere, placesHere } from '../placements/places.ts'
import { openProcessHost } from '../placements/process-host.ts'
import type { Reached } from '../placements/running.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { BrokerOutage } from './broker-outage.ts'
import { clockService } from './clock-service.ts'
import { bundlesOf, busLogins } from './live-factory.ts'
import { observedDevices } from './observed-devices.ts'
import { Observer } from './observer.ts'
import { administratorsOf } from './virtual.ts'

export interface LiveOptions {
  readonly placement: DeviceDescription['placement']
  /** Starts the devices of the placement `container`; nobody else does. */
  readonly elsewhere?: Elsewhere
  /** Address everything listens on. */
  readonly listen: string
  /** A broker of one's own instead of the embedded one. */
  readonly busUrl?: string
  /** Where rigs keep what they need: `.loxrig`. */
  readonly directory: string
  readonly onNotice: (notice: Notice) => void
  /** Says that the rig was told to end before it was up: no broker is waited for any longer. */
  readonly ending?: AbortSignal
  /** Hears of each step that is done, for people who wait. */
  readonly onStep: (step: string) => void
}

/** A live estate, with what its rig card tells. */
export interface LiveEstate extends Estate {
  readonly bus: { readonly url: string; readonly username: string; readonly password: string; readonly prefix: string }
  /** Path of the rig's CA certificate. */
  readonly caPath: string
}

/** Builds a rig on real sockets, disks and clocks, and switches it on. What fails closes what was opened. */
export async function openLiveEstate(file: RigFile, options: LiveOptions): Promise<LiveEstate> {
  const opened = new Opened()
  try {
    return await open(file, options, opened)
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

async function open(file: RigFile, options: LiveOptions, opened: Opened): Promise<LiveEstate> {
  const { placement, elsewhere, listen, onStep } = options
  const outage = new BrokerOutage(options.onNotice)
  const onNotice = (notice: Notice): void => outage.hear(notice)
  const directory = join(options.directory, file.rig)
  const prefix = `loxrig/${file.rig}`
  const plans = planEstate(file, placement, machineRandom)
  const logins = busLogins(plans)
  const passwords = new Map(logins.map(({ username, password }) => [username, password]))
  const isApart = placement !== 'in-process'
  const here = { listen, directory: options.directory, rigDirectory: directory, isApart }
  const places = elsewhere === undefined ? placesHere(here) : placesElsewhere(elsewhere)
  const hosts = new Map(plans.map(({ site, identity }) => [identity.serial, hostsBeside(listen, places, site)]))

  await rm(join(directory, 'store'), { recursive: true, force: true })
  const certificates = await keepCertificates(join(directory, 'factory'), file.rig, hosts)
  const caPath = join(directory, 'ca.pem')
  await writeFile(caPath, certificates.ca.certificate)
  onStep('certificates')

  const busUrl = options.busUrl ?? file.bus?.url ?? (await openEmbeddedBroker())
  async function openEmbeddedBroker(): Promise<string> {
    const broker = opened.use(
      await openBroker({ host: listen, port: BUS_PORT, maxPortTries: 1, prefix, logins, onNotice }),
    )
    onStep(`broker ${broker.url}`)
    return broker.url
  }

  const traffic = isApart ? undefined : new Traffic()
  const host = opened.use(openProcessHost(onNotice, { traffic, ending: options.ending }))
  const observer = new Observer()
  const rigBus = opened.use(
    await openMqttBus({
      url: busUrl,
      username: RIG_LOGIN,
      password: passwords.get(RIG_LOGIN) ?? '',
      prefix,
      subscriptions: subscriptionsOf(prefix, { role: 'rig', devices: observedDevices(plans) }),
      onNotice,
      ...(traffic !== undefined && { traffic }),
      ...(options.ending !== undefined && { signal: options.ending }),
    }),
  )
  rigBus.onMessage((message) => observer.see(message))

  const floor = {
    rig: file.rig,
    prefix,
    busUrl,
    certificates,
    places,
    passwords,
  }
  const bundles = plans.map((plan, index) => bundlesOf(plan, index, file, floor))
  const devices = { host, directory, bundles: bundles.flat() }
  const running = opened.use(await (elsewhere?.open(devices) ?? openPlacement(placement, devices)))
  onStep(`${bundles.flat().length} devices`)

  const ca = certificates.ca.certificate
  const addresses = new Map([...running.listening].map(([site, ports]) => [site, addressesOf(listen, ports)]))
  const clients = new Map(
    plans.map(({ site, identity }) => {
      const client = openMiniserverClient({
        site,
        serial: identity.serial,
        addresses: addressesAt(addresses, site),
        ca,
      })
      return [site, opened.use(client)] as const
    }),
  )
  const keys = new Map(plans.map(({ site, deviceKeys }) => [site, deviceKeys]))
  const settled = async (): Promise<void> => {
    await rigBus.whenIdle()
    await traffic?.settled()
  }
  const power = machineRandom(4)
  let commands = 0
  return {
    file,
    lane: 'live',
    plans,
    random: machineRandom,
    addresses,
    administrators: administratorsOf(plans),
    bus: { url: busUrl, username: 'observer', password: passwords.get('observer') ?? '', prefix },
    caPath,
    clock: clockService({ clock: host.clock, bus: rigBus, sites: plans.map(({ site }) => site), settled }),
    observe: (see) => observer.observe(see),
    retained: () => observer.retained(),
    next: (matches, deadlineMs, sentence) => observer.next(matches, host.clock.clock(''), deadlineMs, sentence),
    settled,
    seal(site, device, text) {
      const key = keys.get(site)?.get(device)
      if (key === undefined) throw new TypeError(`no device ${site}/${device}`)
      return deviceEnv(key, machineRandom).seal(text)
    },
    command(site, device, content) {
      if (outage.isLost(RIG_LOGIN) || outage.isLost(`${site}/${device}`)) {
        const where = `the broker at ${withoutLogin(busUrl)} is gone`
        throw new RigError('BROKER_LOST', `${where}, so nothing reaches ${site}/${device}; it is waited for`)
      }
      const id = `rig-${power}-${++commands}`
      rigBus.publish({ ...content(id), channel: 'command', id, site, device, timeMs: host.clock.now(site).wallMs })
      return id
    },
    control(site, caller, command) {
      const client = clients.get(site)
      if (client === undefined) throw new TypeError(`no Miniserver at ${site}`)
      return client.control(caller, command)
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

function addressesAt(addresses: ReadonlyMap<string, MiniserverAddresses>, site: string): MiniserverAddresses {
  const found = addresses.get(site)
  if (found === undefined) throw new TypeError(`the Miniserver of ${site} listens nowhere`)
  return found
}

const BUS_PORT = 1883
const RIG_LOGIN = 'rig'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Certificates bear the loopback names anyway. */
function hostsBeside(listen: string, { advertisedHost }: Places, site: string): string[] {
  const host = advertisedHost?.(site) ?? listen
  return LOOPBACK.includes(host) ? [] : [host]
}

function addressesOf(listen: string, { host = listen, http, https, externalHttps }: Reached): MiniserverAddresses {
  return {
    internal: { http: `http://${host}:${http}`, https: `https://${host}:${https}` },
    ...(externalHttps !== undefined && { external: { https: `https://${host}:${externalHttps}` } }),
  }
}
