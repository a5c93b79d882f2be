import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { GenericContainer, type StartedNetwork, type StartedTestContainer, Wait } from 'testcontainers'
import type { Bundle, ListenPlan } from '../../rigs/factory/bundle.ts'
import { writeBundle } from '../../rigs/placements/bundle-file.ts'
import { OWNER, STATE } from '../../rigs/placements/containers.ts'
import { noticeOf, reportOf } from '../../rigs/placements/device-report.ts'
import type { Elsewhere } from '../../rigs/placements/places.ts'
import type { PlacementOptions, Reached } from '../../rigs/placements/running.ts'

/** Devices in containers of their own on one network, each with its bundle and nothing else of this machine. */
export interface DeviceContainers extends Elsewhere {
  /** By `site/device`. */
  readonly containers: ReadonlyMap<string, StartedTestContainer>
  readonly bundles: ReadonlyMap<string, Bundle>
}

const START_MS = 60_000
const STOP_MS = 10_000

export function deviceContainers(image: string, network: StartedNetwork): DeviceContainers {
  const containers = new Map<string, StartedTestContainer>()
  const bundles = new Map<string, Bundle>()
  const start = async (bundle: Bundle, { host, directory }: PlacementOptions): Promise<void> => {
    const name = `${bundle.site}/${bundle.device}`
    bundles.set(name, bundle)
    const bundlePath = await writeBundle(`${directory}/bundles`, bundle, OWNER)
    const container = new DeviceContainer(image, bundlePath, network, `${bundle.site}-${bundle.device}`)
      .withExposedPorts(...portsOf(bundle.miniserver?.listen))
      .withLogConsumer((log) => eachNotice(log, (line) => host.onNotice(noticeOf(name, line))))
    containers.set(name, await container.start())
  }
  const end = async (): Promise<void> => {
    await Promise.all([...containers.values()].map((each) => each.stop({ timeout: STOP_MS })))
  }
  return {
    containers,
    bundles,
    directory: STATE,
    advertisedHost: (site) => `${site}-miniserver`,
    async open(options) {
      const starts = await Promise.allSettled(options.bundles.map((bundle) => start(bundle, options)))
      const failed = starts.find((result) => result.status === 'rejected')
      const listening = new Map(options.bundles.flatMap((bundle) => reached(bundle, containers)))
      if (failed === undefined) return { listening, [Symbol.asyncDispose]: end }
      await end()
      throw failed.reason
    },
  }
}

/** As hardened as a device allows: no capability, and nothing writable but its state. */
class DeviceContainer extends GenericContainer {
  constructor(image: string, bundlePath: string, network: StartedNetwork, alias: string) {
    super(image)
    // Not `withNetworkAliases`: that begins on the default bridge and joins the other network on top.
    this.createOpts.NetworkingConfig = { EndpointsConfig: { [network.getName()]: { Aliases: [alias] } } }
    this.withNetworkMode(network.getName())
    this.hostConfig.ReadonlyRootfs = true
    this.withUser(`${OWNER.uid}:${OWNER.gid}`)
      .withDroppedCapabilities('ALL')
      .withSecurityOpt('no-new-privileges')
      .withBindMounts([{ source: bundlePath, target: '/run/loxrig/bundle.json', mode: 'ro' }])
      .withTmpFs({ [STATE]: `uid=${OWNER.uid},gid=${OWNER.gid},mode=0700` })
      .withWaitStrategy(Wait.forLogMessage(/^{"running"/).withStartupTimeout(START_MS))
  }
}

/** Where this machine reaches a Miniserver: its ports are free in its own network, and so are those of its plan. */
function reached(bundle: Bundle, containers: DeviceContainers['containers']): [string, Reached][] {
  const { listen } = bundle.miniserver ?? {}
  const container = containers.get(`${bundle.site}/${bundle.device}`)
  if (listen === undefined || container === undefined) return []
  const { http, https, externalHttps } = listen
  const mapped = (port: number): number => container.getMappedPort(port)
  const ports = { http: mapped(http), https: mapped(https) }
  const external = externalHttps === undefined ? {} : { externalHttps: mapped(externalHttps) }
  return [[bundle.site, { host: container.getHost(), ...ports, ...external }]]
}

function portsOf(listen: ListenPlan | undefined): number[] {
  return [listen?.http, listen?.https, listen?.externalHttps].filter((port) => port !== undefined)
}

/** The log holds both outputs of a device: its report and its notices. */
function eachNotice(log: Readable, see: (line: string) => void): void {
  createInterface({ input: log }).on('line', (line) => {
    if (reportOf(line) === undefined) see(line)
  })
}
