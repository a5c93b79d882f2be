import { onTestFinished } from 'vitest'
import { type Broker, openBroker } from '../../sim/io/broker.ts'
import type { Login } from '../../sim/io/broker-logins.ts'
import { type MqttBus, type MqttBusOptions, openMqttBus } from '../../sim/io/mqtt-bus.ts'
import type { Notice } from '../../sim/io/notice.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import type { BusRole } from '../../sim/protocol/bus/access.ts'
import { type Subscriber, subscriptionsOf } from '../../sim/protocol/bus/subscriptions.ts'

export const PREFIX = 'loxrig/test'

const DEVICES = ['front-door', 'back-door']
const OBSERVED = DEVICES.map((device) => ({ site: 'home', device, states: ['alive'] }))

/** Everybody on the test bus: two keypads and a Miniserver at home, a Miniserver at the office, observer and rig. */
export const MEMBERS = {
  'front-door': { role: 'device', site: 'home', device: 'front-door' },
  'back-door': { role: 'device', site: 'home', device: 'back-door' },
  home: { role: 'miniserver', site: 'home', devices: DEVICES },
  office: { role: 'miniserver', site: 'office', devices: [] },
  observer: { role: 'observer', devices: OBSERVED },
  rig: { role: 'rig', devices: OBSERVED },
} as const satisfies Record<string, BusRole & Subscriber>

export type MemberName = keyof typeof MEMBERS

export const LOGINS: readonly Login[] = Object.entries(MEMBERS).map(([username, role]) => ({
  username,
  password: passwordOf(username),
  role,
}))

export function passwordOf(username: string): string {
  return `password of ${username}`
}

/** A broker on a free port with everybody's login, closed with the test. */
export async function aBroker(options: { port?: number } = {}): Promise<{ broker: Broker; notices: Notice[] }> {
  const notices: Notice[] = []
  const broker = await openBroker({
    host: '127.0.0.1',
    port: 0,
    maxPortTries: 1,
    prefix: PREFIX,
    logins: LOGINS,
    onNotice: (notice) => notices.push(notice),
    ...options,
  })
  onTestFinished(() => broker[Symbol.asyncDispose]())
  return { broker, notices }
}

export interface Joined {
  readonly bus: MqttBus
  readonly notices: Notice[]
  readonly traffic: Traffic
}

/** One of `MEMBERS` on the bus, disposed with the test. */
export async function join(url: string, name: MemberName, options: Partial<MqttBusOptions> = {}): Promise<Joined> {
  const member = MEMBERS[name]
  const notices: Notice[] = []
  const traffic = options.traffic ?? new Traffic()
  const bus = await openMqttBus({
    url,
    username: name,
    password: passwordOf(name),
    prefix: PREFIX,
    subscriptions: subscriptionsOf(PREFIX, member),
    onNotice: (notice) => notices.push(notice),
    ...deviceOf(member),
    ...options,
    traffic,
  })
  onTestFinished(() => bus[Symbol.asyncDispose]())
  return { bus, notices, traffic }
}

function deviceOf(member: BusRole): Pick<MqttBusOptions, 'device'> {
  if (member.role === 'device') return { device: { site: member.site, device: member.device } }
  if (member.role === 'miniserver') return { device: { site: member.site, device: 'miniserver' } }
  return {}
}
