import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openCloudDns } from '../../../sim/io/cloud-dns-server.ts'
import { deviceEnv, machineRandom } from '../../../sim/io/env.ts'
import type { LiveClock } from '../../../sim/io/live-clock.ts'
import type { Notice } from '../../../sim/io/notice.ts'
import { Traffic } from '../../../sim/io/traffic.ts'
import type { DeviceDescription } from '../../../sim/protocol/bus/message.ts'
import { type MiniserverClient, openMiniserverClient } from '../../control/miniserver-client.ts'
import type { Estate, MiniserverAddresses } from '../../estate.ts'
import { type DeviceCertificates, keepCertificates } from '../../factory/keep-certificates.ts'
import { planOf } from '../../factory/kept-plan.ts'
import { administratorsOf, planEstate, type SitePlan } from '../../factory/plan.ts'
import { Opened } from '../../opened.ts'
import { openPlacement } from '../../placements/open-placement.ts'
import { type Elsewhere, type Places, placesElsewhere, placesHere } from '../../placements/places.ts'
import { openProcessHost } from '../../placements/process-host.ts'
import type { Reached, Running } from '../../placements/running.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { allDone } from '../all-done.ts'
import { openLiveLine } from './app-line.ts'
import { type LiveBus, openLiveBus } from './bus.ts'
import { clockReadings } from './clock-readings.ts'
import { clockService } from './clock-service.ts'
import { textsBelow } from './disks.ts'
import { bundlesOf, busLogins } from './factory.ts'
import { intercommunicationPorts } from './intercommunication.ts'
import { LiveInternet } from './internet.ts'
import { putRequests } from './put-requests.ts'
import { Rest } from './rest.ts'

export interface LiveOptions {
  readonly placement: DeviceDescription['placement']
  /** Starts the devices of the placement `container`; nobody else does. */
  readonly elsewhere?: Elsewhere
  /** Takes up what the rig had stored, where that was of the same rig file; else it begins anew. */
  readonly keep?: boolean
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
  /** What was stored was taken up: its Trusts are carried out already. */
  readonly isTakenUp: boolean
  /** Says that the rig is ready: from now on it can be taken up. */
  ready(): Promise<void>
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
  const isApart = placement !== 'in-process'
  const directory = join(options.directory, file.rig)
  const prefix = `loxrig/${file.rig}`
  const planning = await planOf(file, { directory, keep: options.keep === true, isApart })
  const plans = planEstate(file, placement, planning.random)
  const here = { listen, directory: options.directory, rigDirectory: directory, isApart }
  const places = elsewhere === undefined ? placesHere(here) : placesElsewhere(elsewhere)
  const factory = await openFactory(file, plans, { directory, listen, places })
  onStep('certificates')

  const logins = busLogins(plans)
  const traffic = new Traffic()
  const url = options.busUrl ?? file.bus?.url
  const { ending, onNotice } = options
  const host = opened.use(openProcessHost((notice) => bus.onNotice(notice), { traffic, followsClock: false, ending }))
  const rest = isApart ? new Rest({ clock: host.clock, traffic, devices: devicesOf(plans) }) : undefined
  const onBus = { prefix, plans, logins, listen, url, traffic, rest, ending, onNotice, onStep }
  const bus: LiveBus = await openLiveBus(onBus, opened)
  const sites = plans.map(({ site }) => site)
  const internet = new LiveInternet({
    plans,
    view: host.network,
    publish: () => readings.publish(),
    followed: async () => void (await settled()),
  })
  opened.defer(bus.observer.observe((message) => internet.see(message)))
  const readings = clockReadings({ clock: host.clock, bus: bus.connection, sites, network: () => internet.reading })
  readings.publish()
  const passwords = new Map(logins.map(({ username, password }) => [username, password]))
  const { reading: network } = internet
  const floor = {
    rig: file.rig,
    prefix,
    busUrl: bus.url,
    certificates: factory.certificates,
    places,
    network,
    passwords,
    intercommunication: await intercommunicationPorts(plans, file, places),
  }
  const bundles = plans.flatMap((plan, index) => bundlesOf(plan, index, file, floor))
  const devices = { host, directory, bundles }
  const running = opened.use(await (elsewhere?.open(devices) ?? openPlacement(placement, devices)))
  onStep(`${bundles.length} devices`)

  const settled = async (): Promise<number | undefined> => {
    await bus.connection.whenIdle()
    if (rest !== undefined) return rest.settled(bus.connection, readings)
    await traffic.settled()
    return undefined
  }
  internet.listens(running.listening, { listen, isTakenUp: planning.isTakenUp })
  if (internet.reading !== undefined) readings.publish()
  const cloudDns = internet.isUsed
    ? opened.use(await openCloudDns({ host: listen, find: (serial) => internet.find(serial) }))
    : undefined
  return {
    file,
    lane: elsewhere === undefined ? 'live' : 'containers',
    plans,
    random: machineRandom,
    administrators: administratorsOf(plans),
    bus: { url: bus.url, username: 'observer', password: passwords.get('observer') ?? '', prefix },
    caPath: factory.caPath,
    isTakenUp: planning.isTakenUp,
    ready: () => planning.ready(),
    internet,
    ...(cloudDns !== undefined && { cloudDns: cloudDns.url }),
    clock: clockService({ clock: host.clock, readings, settled, isFollowed: isApart }),
    settled: async () => void (await settled()),
    together: (tasks) => allDone(tasks.map((task) => task())),
    ...(elsewhere === undefined && { disks: () => textsBelow(join(directory, 'store')) }),
    next: (matches, deadlineMs, sentence) => bus.observer.next(matches, host.clock.clock(''), deadlineMs, sentence),
    ...seeing(bus),
    ...commanding(bus, plans, host.clock),
    ...asking(plans, running, { listen, ca: factory.certificates.ca.certificate }, opened),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}

/** `site/device` of all that the rig starts. */
function devicesOf(plans: readonly SitePlan[]): string[] {
  return plans.flatMap(({ site, devices }) => ['miniserver', ...devices.keys()].map((device) => `${site}/${device}`))
}

/** The rig's certificates, and its CA where clients find it. */
async function openFactory(
  file: RigFile,
  plans: readonly SitePlan[],
  { directory, listen, places }: { directory: string; listen: string; places: Places },
): Promise<{ readonly certificates: DeviceCertificates; readonly caPath: string }> {
  const hosts = new Map(plans.map(({ site, identity }) => [identity.serial, hostsBeside(listen, places, site)]))
  const certificates = await keepCertificates(join(directory, 'factory'), file.rig, hosts)
  const caPath = join(directory, 'ca.pem')
  await writeFile(caPath, certificates.ca.certificate)
  return { certificates, caPath }
}

function seeing({ observer }: LiveBus): Pick<Estate, 'observe' | 'retained'> {
  return { observe: (see) => observer.observe(see), retained: () => observer.retained() }
}

/** What the rig says to devices, sealed with their keys: it is their factory. */
function commanding(bus: LiveBus, plans: readonly SitePlan[], clock: LiveClock): Pick<Estate, 'command' | 'seal'> {
  const keys = new Map(plans.map(({ site, deviceKeys }) => [site, deviceKeys]))
  const power = machineRandom(4)
  let commands = 0
  return {
    seal(site, device, text) {
      const key = keys.get(site)?.get(device)
      if (key === undefined) throw new TypeError(`no device ${site}/${device}`)
      return deviceEnv(key, machineRandom).seal(text)
    },
    command(site, device, content) {
      bus.requireReach(site, device)
      const id = `rig-${power}-${++commands}`
      const timeMs = clock.now(site).wallMs
      bus.connection.publish({ ...content(id), channel: 'command', id, site, device, timeMs })
      return id
    },
  }
}

/** The control APIs of the Miniservers, over HTTPS. */
function asking(
  plans: readonly SitePlan[],
  running: Running,
  { listen, ca }: { listen: string; ca: string },
  opened: Opened,
): Pick<Estate, 'addresses' | 'control' | 'putRequests' | 'connectApp'> {
  const addresses = new Map([...running.listening].map(([site, ports]) => [site, addressesOf(listen, ports)]))
  const clients = new Map<string, MiniserverClient>()
  const places = new Map<string, Parameters<typeof openLiveLine>[0]>()
  for (const { site, identity } of plans) {
    const found = addresses.get(site)
    if (found === undefined) throw new TypeError(`the Miniserver of ${site} listens nowhere`)
    const place = { site, serial: identity.serial, addresses: found, ca }
    places.set(site, place)
    const client = openMiniserverClient(place)
    clients.set(site, opened.use(client))
  }
  const control: Estate['control'] = (site, caller, command) => {
    const client = clients.get(site)
    if (client === undefined) throw new TypeError(`no Miniserver at ${site}`)
    return client.control(caller, command)
  }
  return {
    addresses,
    control,
    putRequests: (requests, forMs) => putRequests(control, requests, forMs),
    async connectApp(site, scope) {
      const place = places.get(site)
      if (place === undefined) throw new TypeError(`no Miniserver at ${site}`)
      return openLiveLine(place, scope)
    },
  }
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']

/** Certificates bear the loopback names anyway. */
function hostsBeside(listen: string, { advertisedHost }: Places, site: string): string[] {
  const host = advertisedHost?.(site) ?? listen
  return LOOPBACK.includes(host) ? [] : [host]
}

function addressesOf(listen: string, reached: Reached): MiniserverAddresses {
  const { host = listen, http, https, externalHttps, intercommunication } = reached
  return {
    internal: { http: `http://${host}:${http}`, https: `https://${host}:${https}` },
    ...(externalHttps !== undefined && { external: { https: `https://${host}:${externalHttps}` } }),
    ...(intercommunication !== undefined && { intercommunication: `${host}:${intercommunication}` }),
  }
}
