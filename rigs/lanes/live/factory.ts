import { randomBytes } from 'node:crypto'
import { programToJson } from '../../../sim/domain/program/json.ts'
import type { Serial } from '../../../sim/domain/program/names.ts'
import type { Login as BusLogin } from '../../../sim/io/broker-logins.ts'
import type { NetworkReading } from '../../../sim/io/network-view.ts'
import type { Bundle, ListenPlan, MiniserverBundle } from '../../factory/bundle.ts'
import type { DeviceCertificates } from '../../factory/keep-certificates.ts'
import type { SitePlan } from '../../factory/plan.ts'
import type { Places } from '../../placements/places.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import type { IntercommunicationPorts } from './intercommunication.ts'

/** Default ports: one of each per Miniserver, for the first 99; the rest take free ones (docs/interface.md, "The rig card"). */
const PORTS = { http: 7101, https: 7201, externalHttps: 7301 } as const
const MINISERVERS_WITH_DEFAULT_PORTS = 99

export interface FactoryFloor {
  readonly rig: string
  readonly prefix: string
  /** Where the broker is; bundles are written when it listens. */
  readonly busUrl: string
  readonly certificates: DeviceCertificates
  readonly places: Places
  /** The networks between the Miniservers, where the rig file says something of them. */
  readonly network: NetworkReading | undefined
  readonly intercommunication: IntercommunicationPorts
  /** Passwords of the bus by username, made with `busLogins`. */
  readonly passwords: ReadonlyMap<string, string>
}

/** A login for every device, for the observers, and the rig's own. Passwords are random. */
export function busLogins(plans: readonly SitePlan[]): BusLogin[] {
  const login = (username: string, role: BusLogin['role']): BusLogin => ({
    username,
    role,
    password: randomBytes(18).toString('base64url'),
  })
  return [
    login('rig', { role: 'rig' }),
    login('observer', { role: 'observer' }),
    ...plans.flatMap(({ site, devices }) => [
      login(`${site}/miniserver`, { role: 'miniserver', site }),
      ...[...devices.keys()].map((device) => login(`${site}/${device}`, { role: 'device', site, device })),
    ]),
  ]
}

/** The bundles of a site, the Miniserver's first. */
export function bundlesOf(plan: SitePlan, index: number, file: RigFile, floor: FactoryFloor): Bundle[] {
  const { site } = plan
  const common = (device: string) =>
    ({ version: 1, rig: floor.rig, site, device, bus: busOf(floor, `${site}/${device}`) }) as const
  return [
    {
      ...common('miniserver'),
      description: plan.miniserver,
      key: '',
      miniserver: miniserverOf(plan, index, file, floor),
    },
    ...[...plan.devices].map(([device, description]) => ({
      ...common(device),
      description,
      key: plan.deviceKeys.get(device) ?? '',
    })),
  ]
}

function busOf({ busUrl: url, prefix, passwords }: FactoryFloor, username: string): Bundle['bus'] {
  return { url, prefix, username, password: passwords.get(username) ?? '' }
}

function miniserverOf(plan: SitePlan, index: number, file: RigFile, floor: FactoryFloor): MiniserverBundle {
  const { identity, timeZone, program, connectionTimeoutS, codeKey, deviceKeys } = plan
  const certified = floor.certificates.devices.get(identity.serial)
  const port = floor.intercommunication.get(identity.serial)?.port
  if (certified === undefined) throw new TypeError(`no certificate for ${identity.serial}`)
  return {
    identity,
    timeZone,
    program: programToJson(program),
    deviceKeys: Object.fromEntries(deviceKeys),
    ...certified,
    ca: floor.certificates.ca.certificate,
    listen: {
      ...listenPlan(plan.site, index, file, floor.places),
      ...(port !== undefined && { intercommunication: port }),
    },
    ...(port !== undefined && { neighbours: neighboursOf(identity.serial, floor) }),
    directory: floor.places.storeDirectory(plan.site),
    keyDirectory: floor.places.keyDirectory,
    ...(floor.network !== undefined && { network: floor.network }),
    connectionTimeoutS,
    codeKey,
  }
}

/** Where the others hear Network Intercommunication. */
function neighboursOf(own: Serial, { intercommunication }: FactoryFloor): Record<Serial, string> {
  const others = [...intercommunication].filter(([serial]) => serial !== own)
  return Object.fromEntries(others.map(([serial, { host, port }]) => [serial, `${host}:${port}`]))
}

function listenPlan(site: string, index: number, file: RigFile, places: Places): ListenPlan {
  const { ports = {}, external = true } = file.sites[site]?.miniserver ?? {}
  const standard = (port: number): number => (index < MINISERVERS_WITH_DEFAULT_PORTS ? port + index : 0)
  return {
    host: places.listenHost,
    ...(places.advertisedHost !== undefined && { advertisedHost: places.advertisedHost(site) }),
    http: ports.http ?? standard(PORTS.http),
    https: ports.https ?? standard(PORTS.https),
    ...(external && { externalHttps: ports.external ?? standard(PORTS.externalHttps) }),
  }
}
