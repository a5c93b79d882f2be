import { Miniserver } from '../../sim/devices/miniserver.ts'
import { NfcCodeTouch } from '../../sim/devices/nfc-code-touch.ts'
import { OneWireExtension } from '../../sim/devices/one-wire-extension.ts'
import type { ControlCommand } from '../../sim/domain/miniserver/control/command.ts'
import type { DecisionRecord } from '../../sim/domain/miniserver/decision-record.ts'
import type { ControlReply } from '../../sim/domain/miniserver/effect.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import { memberInfo } from '../../sim/domain/trust/lifecycle.ts'
import type { TrustMessage } from '../../sim/domain/trust/message.ts'
import { deviceEnv } from '../../sim/io/env.ts'
import type { BusMessage, DeviceDescription } from '../../sim/protocol/bus/message.ts'
import { parseCommand } from '../../sim/protocol/loxone/parse-command.ts'
import { type ApiHeard, VirtualApi } from '../../sim/world/api.ts'
import { VirtualBus } from '../../sim/world/bus.ts'
import { VirtualDatagrams } from '../../sim/world/datagrams.ts'
import { VirtualStore } from '../../sim/world/store.ts'
import { VirtualNetwork } from '../../sim/world/trust-links.ts'
import { World } from '../../sim/world/world.ts'
import {
  ADMIN,
  DEVICE_KEYS,
  GREEN,
  HOME,
  homeEnv,
  homeProgram,
  homeUnit,
  MONDAY_9_00,
  OFFICE,
} from '../domain/miniserver/a-home.ts'
import { uuidOf } from '../helpers/a-program.ts'
import { sealing } from '../helpers/sealing.ts'

const TIMEOUT_S = 900
const POSITION = { epoch: 1, seq: 7 }
const TRUST = uuidOf('trust', 'Company')
const OLGA = uuidOf('user', 'Olga')

/** Home's program in a Trust with Office, whose Olga (GREEN) it uses and lets in at the front door. */
function inATrust(): Program {
  const program = homeProgram()
  const [home, office] = [HOME, OFFICE].map((serial) => ({
    serial,
    state: 'finalized' as const,
    info: {
      ...memberInfo(homeUnit().identity),
      serial,
      name: serial === HOME ? 'Home' : 'Office',
      internalAddress: address(serial),
    },
  }))
  if (home === undefined || office === undefined) throw new TypeError('two members')
  program.trusts.set(TRUST, {
    trustUuid: TRUST,
    name: 'Company',
    manager: OFFICE,
    epoch: 1,
    members: [office, home],
  })
  program.members.set(OFFICE, { serial: OFFICE, groups: [] })
  program.imports.set(`${OFFICE}/user/${OLGA}`, { origin: OFFICE, kind: 'user', uuid: OLGA })
  for (const [uuid, user] of program.users) if (user.name === 'Clara') program.users.set(uuid, { ...user, tags: [] })
  return program
}

/** A Miniserver "Home" with its keypad and extension in the virtual world. The test plays Office. */
export function aHomeSite(program = inATrust()) {
  const world = new World({ seed: 1, startWallMs: MONDAY_9_00.wallMs })
  const bus = new VirtualBus(world)
  const network = new VirtualNetwork(world)
  const store = new VirtualStore(world, sealing())
  const api = new VirtualApi()
  const clock = world.clock('home')
  const miniserver = new Miniserver(homeUnit(program), description('miniserver'), {
    bus: bus.connect({ site: 'home', device: 'miniserver', role: 'miniserver' }),
    clock,
    store,
    links: network.connect(HOME, address(HOME)),
    api,
    datagrams: new VirtualDatagrams(world, network).connect(HOME),
    env: { ...homeEnv(), random: world.random },
  })
  const ports = (name: string) => ({
    bus: bus.connect({ site: 'home', device: name, role: 'device' }),
    clock,
    env: deviceEnv(DEVICE_KEYS.get(name) ?? '', world.random),
  })
  const identity = (name: string, kind: DeviceDescription['kind']) => ({
    site: 'home',
    name,
    description: description(kind),
  })
  const keypad = new NfcCodeTouch(identity('front-door', 'nfc-code-touch'), ports('front-door'))
  const extension = new OneWireExtension(identity('one-wire', 'one-wire-extension'), ports('one-wire'))
  const office = playOffice(network)
  const seen: BusMessage[] = []
  bus.observe((message) => seen.push(message))
  for (const device of [miniserver, keypad, extension]) device.powerOn()
  world.settle()
  return {
    world,
    bus,
    network,
    store,
    api,
    miniserver,
    keypad,
    extension,
    office,
    seen,
    ...looking(seen),
    ...asking(world, miniserver, api),
  }
}

export type HomeSite = ReturnType<typeof aHomeSite>

/** Loses power with whatever is under way, and comes back with what the store then holds. */
export function losePower({ miniserver, store, network }: HomeSite): () => void {
  miniserver.powerOff()
  store.powerOff()
  network.cut(HOME)
  return () => {
    network.mend(HOME)
    miniserver.powerOn(store.load())
  }
}

/** Saves what runs once more, which restarts the unit. */
export function saveAgain({ control, world }: HomeSite): ControlReply[] {
  const loaded = control({ type: 'load-program' })
  world.run(world.monotonicMs)
  const [reply] = loaded
  if (reply?.ok !== true) throw new TypeError(JSON.stringify(reply))
  return control({ type: 'save-program', program: reply.value })
}

function looking(seen: readonly BusMessage[]) {
  return {
    states: (device: string, name: string): unknown[] =>
      seen.flatMap((message) =>
        message.channel === 'state' && message.device === device && message.name === name ? [message.data.value] : [],
      ),
    decisions: (): DecisionRecord[] =>
      seen.flatMap((message) => (message.channel === 'decision' ? [message.data] : [])),
    notices: (): string[] => seen.flatMap((message) => (message.channel === 'notice' ? [message.name] : [])),
  }
}

function asking(world: World, miniserver: Miniserver, api: VirtualApi) {
  return {
    /** Asks the control API as administrator; what it answers so far. */
    control(command: ControlCommand): ControlReply[] {
      const replies: ControlReply[] = []
      miniserver.control(ADMIN, command, (reply) => replies.push(reply))
      return replies
    },
    /** A client that connects, and what it is told. */
    client(session: string) {
      const heard: ApiHeard[] = []
      api.connect(session, (each) => heard.push(each))
      miniserver.input({ type: 'api-opened', session, scope: 'internal', address: '10.0.0.9' })
      let requests = 0
      const ask = (path: string): void => miniserver.api(session, ++requests, parseCommand(path))
      return { heard, ask, logIn: () => logIn(world, heard, ask) }
    },
  }
}

/** As a client does: with the one-time key, the salt and the algorithm it is given. */
function logIn(world: World, heard: readonly ApiHeard[], ask: (path: string) => void): void {
  const { hash, hmac } = homeEnv()
  ask(`jdev/sys/getkey2/${ADMIN.user}`)
  const answer = heard.at(-1)
  if (answer?.type !== 'reply') throw new TypeError('no key')
  const { key, salt, hashAlg } = answer.reply.value as { key: string; salt: string; hashAlg: 'SHA1' | 'SHA256' }
  const hashed = hash(hashAlg, `${ADMIN.password}:${salt}`).toUpperCase()
  ask(`jdev/sys/getjwt/${hmac(hashAlg, key, `${ADMIN.user}:${hashed}`)}/${ADMIN.user}/4/00000000-0000-0000/test`)
  world.settle()
  ask('jdev/sps/enablebinstatusupdate')
}

/** Office as the test plays it: answers what Home asks, with Olga, and keeps what it heard. */
function playOffice(network: VirtualNetwork) {
  const links = network.connect(OFFICE, address(OFFICE))
  const heard: TrustMessage[] = []
  const send = (message: TrustMessage): void => links.send(HOME, message, address(HOME))
  links.onMessage(
    (_, message) => {
      heard.push(message)
      const { id } = message
      if (message.type === 'subscribe')
        send({ id, type: 'answer', result: { ok: true, value: { type: 'page', page: PAGE } } })
      if (message.type === 'discover') send({ id, type: 'answer', result: { ok: true, value: DISCOVERED } })
    },
    () => {},
  )
  return { heard, send, heartbeat: (id: string) => send({ id, type: 'heartbeat', position: POSITION }) }
}

const DISCOVERED = {
  type: 'discovered',
  discovered: { serial: OFFICE, users: [{ uuid: OLGA, name: 'Olga' }], groups: [] },
} as const

const PAGE = {
  position: POSITION,
  whole: true,
  users: [
    {
      uuid: OLGA,
      name: 'Olga',
      tags: [{ id: GREEN.id, name: 'green-card' }],
      ibuttons: [],
      externalIds: [],
      status: { state: 'enabled' },
      groups: [],
    },
  ],
  groups: [],
  gone: [],
  codeKey: 'cc'.repeat(32),
  timeoutS: TIMEOUT_S,
} as const

function address(serial: string): string {
  return `${serial.toLowerCase()}.virtual:443`
}

function description(kind: DeviceDescription['kind']): DeviceDescription {
  return { kind, serial: `B0-${kind}`, capabilities: [], placement: 'in-process', version: '0.0.0' }
}
