import { RigError } from '../../../sim/domain/errors.ts'
import { openBroker } from '../../../sim/io/broker.ts'
import type { Login } from '../../../sim/io/broker-logins.ts'
import { type MqttBus, openMqttBus } from '../../../sim/io/mqtt-bus.ts'
import type { Notice } from '../../../sim/io/notice.ts'
import type { Traffic } from '../../../sim/io/traffic.ts'
import { withoutLogin } from '../../../sim/io/without-login.ts'
import { subscriptionsOf } from '../../../sim/protocol/bus/subscriptions.ts'
import type { SitePlan } from '../../factory/plan.ts'
import type { Opened } from '../../opened.ts'
import { BrokerOutage } from './broker-outage.ts'
import { observedDevices } from './observed-devices.ts'
import { Observer } from './observer.ts'
import type { Rest } from './rest.ts'

export interface LiveBusOptions {
  readonly prefix: string
  readonly plans: readonly SitePlan[]
  readonly logins: readonly Login[]
  readonly listen: string
  /** A broker of one's own; without it the embedded one is opened. */
  readonly url: string | undefined
  readonly traffic: Traffic
  /** Hears of rest where devices are in other processes. */
  readonly rest: Pick<Rest, 'counts' | 'see'> | undefined
  readonly ending: AbortSignal | undefined
  readonly onNotice: (notice: Notice) => void
  readonly onStep: (step: string) => void
}

/** The rig's own place on the bus: its login, and all that it sees there. */
export interface LiveBus {
  readonly url: string
  readonly connection: MqttBus
  readonly observer: Observer
  /** Hears the notices of all connections, and passes them on with each outage said once. */
  readonly onNotice: (notice: Notice) => void
  /** Throws BROKER_LOST where nothing that is published now would reach the device. */
  requireReach(site: string, device: string): void
}

const PORT = 1883
const RIG_LOGIN = 'rig'

/** Opens the embedded broker unless there is another, and the rig's connection. `opened` closes both. */
export async function openLiveBus(options: LiveBusOptions, opened: Opened): Promise<LiveBus> {
  const { prefix, plans, logins, traffic, rest, ending } = options
  const outage = new BrokerOutage(options.onNotice)
  const onNotice = (notice: Notice): void => outage.hear(notice)
  const url = options.url ?? (await openEmbeddedBroker(options, onNotice, opened))
  const observer = new Observer()
  const connection = opened.use(
    await openMqttBus({
      url,
      username: RIG_LOGIN,
      password: logins.find(({ username }) => username === RIG_LOGIN)?.password ?? '',
      prefix,
      subscriptions: subscriptionsOf(prefix, { role: 'rig', devices: observedDevices(plans) }),
      onNotice,
      traffic,
      ...(rest !== undefined && { counts: rest.counts }),
      ...(ending !== undefined && { signal: ending }),
    }),
  )
  connection.onMessage((message) => {
    rest?.see(message)
    if (message.channel !== '$tally') observer.see(message)
  })
  return {
    url,
    connection,
    observer,
    onNotice,
    requireReach(site, device) {
      if (!outage.isLost(RIG_LOGIN) && !outage.isLost(`${site}/${device}`)) return
      const where = `the broker at ${withoutLogin(url)} is gone`
      throw new RigError('BROKER_LOST', `${where}, so nothing reaches ${site}/${device}; it is waited for`)
    },
  }
}

async function openEmbeddedBroker(
  { listen, prefix, logins, onStep }: LiveBusOptions,
  onNotice: (notice: Notice) => void,
  opened: Opened,
): Promise<string> {
  const { url } = opened.use(await openBroker({ host: listen, port: PORT, maxPortTries: 1, prefix, logins, onNotice }))
  onStep(`broker ${url}`)
  return url
}
