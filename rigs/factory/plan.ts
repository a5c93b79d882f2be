import { createHash, createHmac } from 'node:crypto'
import type { InternetAccess } from '../../sim/domain/connectivity/standing.ts'
import type { Caller } from '../../sim/domain/miniserver/input.ts'
import type { Identity } from '../../sim/domain/miniserver/state.ts'
import { isAdministrator } from '../../sim/domain/program/administrators.ts'
import { FACTORY_ADMIN } from '../../sim/domain/program/factory.ts'
import { findUser } from '../../sim/domain/program/lookup.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { Random } from '../../sim/ports/random.ts'
import type { DeviceDescription } from '../../sim/protocol/bus/message.ts'
import { isDummy, keypadOf } from '../rig-file/build/keypad.ts'
import { type AfterTrust, buildProgram } from '../rig-file/build-program.ts'
import { identityOf } from '../rig-file/identity.ts'
import type { RigDevice, RigFile, RigSite } from '../rig-file/shape.ts'
import { millisecondsOf } from '../rig-file/units.ts'
import { VERSION } from './version.ts'

/** What the factory makes for one site before anything of it runs: the same on every lane. */
export interface SitePlan {
  readonly site: string
  readonly identity: Identity
  readonly timeZone: string
  readonly program: Program
  /** What only the real Trust workflow can carry out afterwards. */
  readonly afterTrust: AfterTrust
  /** The site's own HMAC key of access codes, 64 hex (§3.6.1). */
  readonly codeKey: string
  readonly connectionTimeoutS: number
  /** Which LAN it is in, and how it is set up for the Internet (§3.3.4). */
  readonly lan: string
  readonly access: InternetAccess
  /** The Miniserver's description, and those of its devices by name. */
  readonly miniserver: DeviceDescription
  readonly devices: ReadonlyMap<string, DeviceDescription>
  /** 256-bit keys of the devices by name, hex: they seal what travels between device and Miniserver, and what is put into it. */
  readonly deviceKeys: ReadonlyMap<string, string>
  /** Users who can log in, with their passwords, made up where the rig file has none. The first is an administrator. */
  readonly logins: readonly Login[]
}

export interface Login extends Caller {
  readonly hashAlg: 'SHA1' | 'SHA256'
}

/** §3.3.6 [P]. */
const CONNECTION_TIMEOUT = '15m'

/** Plans the whole estate of a rig file that has no faults. Same random, same plan. */
export function planEstate(file: RigFile, placement: DeviceDescription['placement'], random: Random): SitePlan[] {
  const rig = withPasswords(file, random)
  return Object.entries(rig.sites).map(([site, description]) => planSite(rig, site, description, placement, random))
}

/** Each site's first login is an administrator's. */
export function administratorsOf(plans: readonly SitePlan[]): Map<string, Caller> {
  return new Map(plans.flatMap(({ site, logins }) => logins.slice(0, 1).map((login) => [site, login] as const)))
}

function planSite(
  rig: RigFile,
  site: string,
  description: RigSite,
  placement: DeviceDescription['placement'],
  random: Random,
): SitePlan {
  const codeKey = random(32)
  const { program, afterTrust } = buildProgram(rig, site, {
    hash: (alg, text) => createHash(alg.toLowerCase()).update(text).digest('hex'),
    random,
    codeDigest: (code) => codeDigest(codeKey, code),
  })
  const devices = Object.entries(description.devices ?? {}).filter(([, device]) => !isDummy(device))
  const identity = identityOf(rig, site)
  return {
    site,
    identity,
    timeZone: description.miniserver.timeZone,
    program,
    afterTrust,
    codeKey,
    connectionTimeoutS: millisecondsOf(description.miniserver.connectionTimeout ?? CONNECTION_TIMEOUT) / 1_000,
    lan: description.miniserver.lan ?? '',
    access: description.miniserver.internet ?? { by: 'nothing' },
    miniserver: { kind: 'miniserver', serial: identity.serial, capabilities: [], placement, version: VERSION },
    devices: new Map(
      devices.map(([name, device], index) => [name, describe(device, serialOf(identity.serial, index), placement)]),
    ),
    deviceKeys: new Map([...devices.map(([name]) => name), 'miniserver'].map((name) => [name, random(32)])),
    logins: loginsOf(description, program),
  }
}

/** Every user gets a password, `admin` too where the file leaves it out, so that everybody can log in who has the right. */
function withPasswords(file: RigFile, random: Random): RigFile {
  const rig = structuredClone(file) as DeepMutable<RigFile>
  for (const site of Object.values(rig.sites)) {
    const { users = {} } = site.program ?? {}
    site.program = { ...site.program, users }
    if (!Object.keys(users).some((name) => name.toLowerCase() === FACTORY_ADMIN)) users[FACTORY_ADMIN] = {}
    for (const user of Object.values(users)) user.password ??= random(8)
  }
  return rig
}

/** An administrator's login first. */
function loginsOf({ program: file }: RigSite, program: Program): Login[] {
  const logins = Object.entries(file?.users ?? {}).map(
    ([user, { password = '', hashAlg = 'SHA256' }]): Login => ({ user, password, hashAlg, scope: 'internal' }),
  )
  const admin = logins.find(({ user }) => isAdministrator(program, findUser(program, user)))
  return admin === undefined ? logins : [admin, ...logins.filter((login) => login !== admin)]
}

const CAPABILITIES: Readonly<Record<RigDevice['kind'], readonly string[]>> = {
  'nfc-code-touch': ['tags', 'keys', 'bell'],
  'one-wire-extension': ['ibuttons'],
  'external-reader': ['external-ids'],
  intercom: ['state'],
}

function describe(device: RigDevice, serial: string, placement: DeviceDescription['placement']): DeviceDescription {
  const keypad = keypadOf(device)
  return {
    kind: device.kind,
    serial,
    capabilities: CAPABILITIES[device.kind],
    placement,
    source: 'simulated',
    version: VERSION,
    ...(keypad !== undefined && { keypad }),
  }
}

/** Tree, Air and Extension devices have serials of their own; the rig numbers them by site and place in the file. */
function serialOf(miniserver: string, index: number): string {
  return `B0${miniserver.slice(4)}${(index + 1).toString(16).padStart(2, '0').toUpperCase()}`
}

/** The digest of an access code under a site's own key (§3.6.1). */
export function codeDigest(codeKey: string, code: string): string {
  return createHmac('sha256', Buffer.from(codeKey, 'hex')).update(code).digest('hex').slice(0, 40)
}

type DeepMutable<T> = T extends object ? { -readonly [Key in keyof T]: DeepMutable<T[Key]> } : T
